package dev.kindred.paginators;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * The state of a walk over a listing, without the requests: it determines the next request and the items to keep of a
 * page. It is botocore's algorithm. Its driver, an iterator or a subscription, alternately sends {@link #request()} and
 * passes the response to {@link #accept}, until {@link #hasNext()} is false.
 *
 * <p>It is not thread-safe, except {@link #resumeToken()}.
 */
final class PageWalk<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse, ItemT> {

    private final ListOperation<RequestT, PageT, ItemT> operation;
    private final PaginationConfig config;

    private RequestT request;
    private ResumeToken place = ResumeToken.START; // the page that `request` requests
    private int skipped; // number of items of that page to leave out
    private long total;
    private @Nullable String previousToken; // of the previous page; none at the first
    private boolean over;
    private @Nullable PaginationException failure;
    private volatile @Nullable String resumeToken;

    PageWalk(ListOperation<RequestT, PageT, ItemT> operation, RequestT request, PaginationConfig config) {
        this.operation = operation;
        this.config = config;
        this.request = config.pageSize() == null ? request : operation.withMaxResults(request, config.pageSize());
        if (config.startingToken() != null) {
            try {
                startAt(StartingToken.parse(config.startingToken()));
            } catch (BadStartingTokenException bad) {
                failure = bad;
            }
        }
    }

    /** Returns whether there is a page to request. Throws the failure that ended the walk. */
    boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        return !over;
    }

    /** Returns the request for the next page. It is the same one until {@link #accept} receives the response. */
    RequestT request() {
        if (!hasNext()) {
            throw new NoSuchElementException("The last page has been read");
        }
        return request;
    }

    /** Returns the part of a page that belongs to this walk, and advances to the next page. */
    PageT accept(PageT answer) {
        PageT page = skipped == 0 ? answer : withoutSkipped(answer);
        int size = operation.items(page).size();
        Integer maxItems = config.maxItems();
        if (maxItems != null && total + size > maxItems) {
            return truncate(page, maxItems - total);
        }
        total += size;
        skipped = 0;
        goOn(operation.nextToken(page));
        return page;
    }

    /** Returns the token to resume after a walk that its limit ended; empty before that, and if no item is left. */
    Optional<String> resumeToken() {
        return Optional.ofNullable(resumeToken);
    }

    private void startAt(ResumeToken start) {
        place = start;
        skipped = start.skipped();
        if (start.namesPage()) {
            request = operation.withNextToken(request, start.serviceToken());
        }
    }

    private PageT withoutSkipped(PageT answer) {
        var items = operation.items(answer);
        return items.isEmpty() ? answer : operation.withItems(answer, PythonSlice.from(items, skipped));
    }

    /** Ends the walk within a page. {@code keep} is negative for a negative limit, like the end of a Python slice. */
    private PageT truncate(PageT page, long keep) {
        try {
            resumeToken = place.encode(keep + skipped);
        } catch (BadStartingTokenException bad) {
            failure = bad;
            throw bad;
        }
        over = true;
        return operation.withItems(page, PythonSlice.upTo(operation.items(page), keep));
    }

    private void goOn(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            over = true;
            return;
        }
        place = ResumeToken.at(token, 0);
        if (config.maxItems() != null && total == config.maxItems()) {
            resumeToken = place.encode();
            over = true;
            return;
        }
        if (token.equals(previousToken)) {
            failure = new RepeatedTokenException(token); // thrown when the next page is requested
            return;
        }
        previousToken = token;
        request = operation.withNextToken(request, place.serviceToken());
    }
}
