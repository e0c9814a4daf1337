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
 * The pages of one listing, fetched as they are consumed: one request for each page, none ahead. boto3's {@code PageIterator}.
 *
 * <p>A page is the SDK's own response. Where a starting token begins within a page, or a limit ends within one, the page lacks the items
 * left out and is otherwise as the service sent it, its {@code nextToken} included: that token belongs to the service's whole page, so
 * resume with {@link #resumeToken()} instead.
 *
 * <p>Every call of {@link #iterator()}, {@link #stream()}, {@link #items()}, {@link #search} and {@link #buildFullResult()} begins a walk
 * of its own, at the place the configuration names (in boto3 a second walk begins where the first one stopped asking). Walks do not
 * disturb each other, but each is for one thread at a time.
 *
 * <p>While walking, the SDK's exceptions pass through unchanged, and asking the iterator for the page again sends the request again. A
 * {@link BadStartingTokenException} ends a walk before its first request, or, for a starting token that resembles one of ours but is
 * not, at the page where the walk would have to write a new one; a {@link RepeatedTokenException} after the page that repeats a token.
 *
 * @param <PageT> the operation's response
 * @param <ItemT> the summaries the operation lists
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
     * Begins a walk. The request for a page is sent by {@link Iterator#next()}; {@link Iterator#hasNext()} sends nothing.
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
     * @return the pages, fetched as the stream pulls them; sequential
     */
    public Stream<PageT> stream() {
        return stream(begin());
    }

    /**
     * Begins a walk over the items of all pages. A page is requested when its first item is needed.
     *
     * @return the items in the order the service gives them; sequential
     */
    public Stream<ItemT> items() {
        return stream().flatMap(page -> operation.items(page).stream());
    }

    /**
     * Begins a walk that searches each page. Where the expression gives a list, its elements follow one by one; any other result is one
     * element for its page, {@code null} among them. So {@code length(campaigns)} gives a number for every page, and
     * {@code campaigns[?status=='ACTIVE'].name} the names.
     *
     * <p>The expression sees a page as boto3 shows it: maps, lists, strings, numbers and booleans under the names that the members have
     * on the wire (the list of {@code ListFilters} is {@code Filters}), members that the service left out being absent. Beside them
     * is {@code ResponseMetadata} with {@code RequestId}, {@code HTTPStatusCode} and {@code HTTPHeaders}. A timestamp is what it is on
     * the wire, seconds since 1970 with milliseconds as fraction, in a {@link java.math.BigDecimal}: numbers can be compared and sorted
     * in JMESPath ({@code sort_by(campaigns, &creationDateTime)}), where boto3's {@code datetime} cannot.
     *
     * @param expression a <a href="https://jmespath.org">JMESPath</a> expression, compiled at once
     * @return the results, fetched as the stream pulls them; sequential. Elements may be {@code null}.
     * @throws SearchException if the expression does not compile; the stream throws it if a function gets a value it does not take
     */
    public Stream<@Nullable Object> search(String expression) {
        var search = new PageSearch(expression);
        return stream().flatMap(page -> search.results(page).stream());
    }

    /**
     * Tells where to go on after the walk that began last. It may be asked at any time and from any thread.
     *
     * @return the {@linkplain PaginationConfig#startingToken() starting token} for the items after those given out, once
     *     {@linkplain PaginationConfig#maxItems() the limit} has ended the walk; empty before, and where nothing is left
     */
    public Optional<String> resumeToken() {
        var walk = latest;
        return walk == null ? Optional.empty() : walk.resumeToken();
    }

    /**
     * Walks all pages.
     *
     * @return every item, and the token to go on with where the limit left any
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
