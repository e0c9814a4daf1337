package dev.kindred.paginators;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Records every signal. It requests {@code initialDemand} elements when it is subscribed, and more on demand. */
class RecordingSubscriber<T> implements Flow.Subscriber<T> {

    final List<T> elements = new CopyOnWriteArrayList<>();
    final List<String> signals = new CopyOnWriteArrayList<>();
    volatile @Nullable Throwable failure;

    private final long initialDemand;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Flow.@Nullable Subscription subscription;

    RecordingSubscriber(long initialDemand) {
        this.initialDemand = initialDemand;
    }

    Flow.Subscription subscription() {
        return Objects.requireNonNull(subscription);
    }

    /** Waits for the last signal. */
    RecordingSubscriber<T> await() throws InterruptedException {
        if (!ended.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("No last signal within 20 s; so far: " + signals);
        }
        return this;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        signals.add("subscribed");
        if (initialDemand != 0) {
            subscription.request(initialDemand);
        }
    }

    @Override
    public void onNext(T element) {
        elements.add(element);
        signals.add("next");
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
        signals.add("error");
        ended.countDown();
    }

    @Override
    public void onComplete() {
        signals.add("complete");
        ended.countDown();
    }
}
