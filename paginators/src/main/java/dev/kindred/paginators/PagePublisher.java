package dev.kindred.paginators;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * A publisher of the pages of one listing, which are fetched on demand: {@link Pages} without a blocked thread.
 *
 * <p>Any number of subscribers may subscribe, at any time; each begins a walk of its own. A page is requested when
 * there is demand for one of its elements, with one request in flight at a time. Cancelling a subscription cancels the
 * request in flight. Elements are published by the thread that completes the SDK's future or that requests more, so a
 * subscriber must not block. Failures of the request, the starting token or a repeated token are passed to {@code
 * onError} as the exception that {@link Pages} would throw.
 *
 * <p>The publisher follows Reactive Streams 1.0.4. {@code org.reactivestreams.FlowAdapters} and the adapters of
 * Reactor, RxJava and Mutiny accept it.
 *
 * @param <PageT> the operation's response
 * @param <ItemT> the summaries that the operation lists
 */
public final class PagePublisher<PageT extends PersonalizeResponse, ItemT> implements Flow.Publisher<PageT> {

    private final ListOperation<?, PageT, ItemT> operation;
    private final Supplier<AsyncPageWalk<?, PageT>> walks;
    private volatile @Nullable AsyncPageWalk<?, PageT> latest;

    PagePublisher(ListOperation<?, PageT, ItemT> operation, Supplier<AsyncPageWalk<?, PageT>> walks) {
        this.operation = operation;
        this.walks = walks;
    }

    /**
     * Begins a walk that publishes pages.
     *
     * @param subscriber receives the pages
     */
    @Override
    public void subscribe(Flow.Subscriber<? super PageT> subscriber) {
        publish(List::of).subscribe(subscriber);
    }

    /**
     * Returns the items of all pages.
     *
     * @return a publisher that begins a walk for each subscriber
     */
    public Flow.Publisher<ItemT> items() {
        return publish(operation::items);
    }

    /**
     * Returns the results of an expression on each page, as in {@link Pages#search}.
     *
     * @param expression a <a href="https://jmespath.org">JMESPath</a> expression, compiled immediately
     * @return a publisher that begins a walk for each subscriber. Because Reactive Streams do not permit {@code null},
     * a {@code null} result is an empty element.
     * @throws SearchException if the expression does not compile; {@code onError} receives it if a function does not
     * accept a value
     */
    public Flow.Publisher<Optional<Object>> search(String expression) {
        var search = new PageSearch(expression);
        return publish(page -> search.results(page).stream()
                .<Optional<Object>>map(Optional::ofNullable)
                .toList());
    }

    /**
     * Returns the token to resume after the most recent walk. It can be called at any time and from any thread.
     *
     * @return the {@linkplain PaginationConfig#startingToken() starting token} for the items after the published ones,
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
     * @return a future of all items and, if the limit left any, of the token to resume with. Cancelling it ends the
     * walk.
     */
    public CompletableFuture<FullResult<ItemT>> buildFullResult() {
        var walk = begin();
        var collector = new ItemCollector<ItemT>(walk::resumeToken);
        new PageSubscription<>(walk, operation::items).start(collector);
        return collector.result();
    }

    private <T> Flow.Publisher<T> publish(Function<PageT, List<T>> elements) {
        return subscriber -> {
            Objects.requireNonNull(subscriber, "subscriber");
            new PageSubscription<>(begin(), elements).start(subscriber);
        };
    }

    private AsyncPageWalk<?, PageT> begin() {
        var walk = walks.get();
        latest = walk;
        return walk;
    }
}
