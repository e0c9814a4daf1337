package dev.kindred.paginators;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * One walk over a listing, without the sending: says what to request next and what to keep of the answer. This is botocore's algorithm;
 * who drives it, iterator or subscription, sends {@link #request()} and hands the answer to {@link #accept}, in turns, until
 * {@link #hasNext()} is false.
 *
 * <p>For one thread at a time, except {@link #resumeToken()}.
 */
final class PageWalk<RequestT extends PersonalizeRequest, PageT extends PersonalizeResponse, ItemT> {

    private final ListOperation<RequestT, PageT, ItemT> operation;
    private final PaginationConfig config;

    private RequestT request;
    private ResumeToken place = ResumeToken.START; // the page that `request` asks for
    private int skipped; // items of that page to leave out
    private long total;
    private @Nullable String previousToken; // of the page before, none at the first
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

    /** Returns whether there is a page to request; throws what ended the walk, where that was a failure. */
    boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        return !over;
    }

    /** Returns the request for the next page, the same one until {@link #accept} takes its answer. */
    RequestT request() {
        if (!hasNext()) {
            throw new NoSuchElementException("The last page has been read");
        }
        return request;
    }

    /** Returns of a page what this walk gives out, and goes on to the next. */
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

    /** Returns the token to go on with after a walk that its limit ended; empty before and where nothing is left. */
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

    /** Ends the walk within a page; {@code keep} is negative for a negative limit, as a Python slice's end may be. */
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
            failure = new RepeatedTokenException(token); // thrown when the next page is asked for
            return;
        }
        previousToken = token;
        request = operation.withNextToken(request, place.serviceToken());
    }
}
