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
 * The pages of one listing, fetched as subscribers ask for them: {@link Pages} without a thread that waits.
 *
 * <p>Any number of subscribers may subscribe, at any time; each begins a walk of its own. A page is requested when there is demand for
 * something on it, one request in flight at a time. Cancelling a subscription gives up the request in flight. Elements are published by
 * the thread that completes the SDK's future or that asks for more, so a subscriber must not block. What fails, be it the request, the
 * starting token or the service that repeats a token, arrives at {@code onError} as the exception that {@link Pages} would throw.
 *
 * <p>The rules are those of Reactive Streams 1.0.4; {@code org.reactivestreams.FlowAdapters} and the adapters of Reactor, RxJava and
 * Mutiny take this publisher as it is.
 *
 * @param <PageT> the operation's response
 * @param <ItemT> the summaries the operation lists
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
     * @param subscriber who gets the pages
     */
    @Override
    public void subscribe(Flow.Subscriber<? super PageT> subscriber) {
        publish(List::of).subscribe(subscriber);
    }

    /**
     * Gives the items of all pages, one by one.
     *
     * @return a publisher that begins a walk for each subscriber
     */
    public Flow.Publisher<ItemT> items() {
        return publish(operation::items);
    }

    /**
     * Gives what an expression finds on each page, as {@link Pages#search} describes it.
     *
     * @param expression a <a href="https://jmespath.org">JMESPath</a> expression, compiled at once
     * @return a publisher that begins a walk for each subscriber. Reactive streams have no {@code null}: where the expression gives one,
     *     the element is empty.
     * @throws SearchException if the expression does not compile; {@code onError} gets it if a function gets a value it does not take
     */
    public Flow.Publisher<Optional<Object>> search(String expression) {
        var search = new PageSearch(expression);
        return publish(page -> search.results(page).stream()
                .<Optional<Object>>map(Optional::ofNullable)
                .toList());
    }

    /**
     * Tells where to go on after the walk that began last. It may be asked at any time and from any thread.
     *
     * @return the {@linkplain PaginationConfig#startingToken() starting token} for the items after those published, once
     *     {@linkplain PaginationConfig#maxItems() the limit} has ended the walk; empty before, and where nothing is left
     */
    public Optional<String> resumeToken() {
        var walk = latest;
        return walk == null ? Optional.empty() : walk.resumeToken();
    }

    /**
     * Walks all pages.
     *
     * @return a future of every item and of the token to go on with where the limit left any. Cancelling it ends the walk.
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
