package dev.kindred.paginators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A subscriber that completes a future with all items. Cancelling the future cancels the subscription. */
final class ItemCollector<ItemT> implements Flow.Subscriber<ItemT> {

    private final Supplier<Optional<String>> resumeToken;
    private final List<ItemT> items = new ArrayList<>();
    private final CompletableFuture<FullResult<ItemT>> result = new CompletableFuture<>();

    ItemCollector(Supplier<Optional<String>> resumeToken) {
        this.resumeToken = resumeToken;
    }

    CompletableFuture<FullResult<ItemT>> result() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        var unused = result.whenComplete((all, failure) -> {
            if (result.isCancelled()) {
                subscription.cancel();
            }
        });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ItemT item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(new FullResult<>(items, resumeToken.get().orElse(null)));
    }
}
