package dev.kindred.paginators;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * The pages of one listing, fetched as they are consumed: one request for each page, without read-ahead. It corresponds
 * to boto3's {@code PageIterator}.
 *
 * <p>A page is the SDK's own response. If a starting token begins within a page, or a limit ends within one, the page
 * lacks the items that are left out. Otherwise it is unchanged, including its {@code nextToken}. That token belongs to
 * the service's whole page, so resume with {@link #resumeToken()} instead.
 *
 * <p>Every call of {@link #iterator()}, {@link #stream()}, {@link #items()}, {@link #search} and {@link
 * #buildFullResult()} begins a walk of its own, at the start that the configuration names (in boto3 a second walk
 * begins where the first one stopped). Walks are independent of each other, but each is for one thread at a time.
 *
 * <p>The SDK's exceptions are passed on unchanged. Calling the iterator again after one sends the same request again. A
 * {@link BadStartingTokenException} ends a walk before its first request or, for a token that resembles a resume token
 * but is not one, at the page where the walk would have to write a new token. A {@link RepeatedTokenException} follows
 * the page that repeats a token.
 *
 * @param <PageT> the operation's response
 * @param <ItemT> the summaries that the operation lists
 */
public final class Pages<PageT extends PersonalizeResponse, ItemT> implements Iterable<PageT> {

    private final ListOperation<?, PageT, ItemT> operation;
    private final Supplier<PageIterator<?, PageT>> walks;
    private volatile @Nullable PageIterator<?, PageT> latest;

    Pages(ListOperation<?, PageT, ItemT> operation, Supplier<PageIterator<?, PageT>> walks) {
        this.operation = operation;
        this.walks = walks;
    }

    /**
     * Begins a walk. {@link Iterator#next()} sends the request for a page; {@link Iterator#hasNext()} sends none.
     *
     * @return the pages from the beginning
     */
    @Override
    public Iterator<PageT> iterator() {
        return begin();
    }

    /**
     * Begins a walk as a stream.
     *
     * @return the pages, fetched as the stream consumes them; sequential
     */
    public Stream<PageT> stream() {
        return stream(begin());
    }

    /**
     * Begins a walk over the items of all pages. A page is requested when its first item is needed.
     *
     * @return the items in the order of the service; sequential
     */
    public Stream<ItemT> items() {
        return stream().flatMap(page -> operation.items(page).stream());
    }

    /**
     * Begins a walk that searches each page. If the expression evaluates to a list, its elements are results; any other
     * value, including {@code null}, is one result for its page. So {@code length(campaigns)} returns a number for
     * every page, and {@code campaigns[?status=='ACTIVE'].name} returns names.
     *
     * <p>The expression is applied to the page in boto3's form: maps, lists, strings, numbers and booleans under the
     * members' wire names (the list of {@code ListFilters} is {@code Filters}), without absent members, and with {@code
     * ResponseMetadata}, which has {@code RequestId}, {@code HTTPStatusCode} and {@code HTTPHeaders}. A timestamp has
     * its wire form, seconds since 1970 with milliseconds as fraction, in a {@link java.math.BigDecimal}. JMESPath can
     * compare and sort numbers ({@code sort_by(campaigns, &creationDateTime)}), but not boto3's {@code datetime}.
     *
     * @param expression a <a href="https://jmespath.org">JMESPath</a> expression, compiled immediately
     * @return the results, fetched as the stream consumes them; sequential. Elements may be {@code null}.
     * @throws SearchException if the expression does not compile; the stream throws it if a function does not accept a
     * value
     */
    public Stream<@Nullable Object> search(String expression) {
        var search = new PageSearch(expression);
        return stream().flatMap(page -> search.results(page).stream());
    }

    /**
     * Returns the token to resume after the most recent walk. It can be called at any time and from any thread.
     *
     * @return the {@linkplain PaginationConfig#startingToken() starting token} for the items after the returned ones,
     * if {@linkplain PaginationConfig#maxItems() the limit} has ended the walk; empty before that, and if no item is
     * left
     */
    public Optional<String> resumeToken() {
        var walk = latest;
        return walk == null ? Optional.empty() : walk.resumeToken();
    }

    /**
     * Walks all pages.
     *
     * @return all items and, if the limit left any, the token to resume with
     */
    public FullResult<ItemT> buildFullResult() {
        var walk = begin();
        var items = new ArrayList<ItemT>();
        while (walk.hasNext()) {
            items.addAll(operation.items(walk.next()));
        }
        return new FullResult<>(items, walk.resumeToken().orElse(null));
    }

    private PageIterator<?, PageT> begin() {
        var walk = walks.get();
        latest = walk;
        return walk;
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }
}
