package dev.kindred.paginators;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/**
 * The walk of one subscriber. Every event (demand, a response, a cancellation) stores its state and calls {@link
 * #wake}. The first caller works until nothing is left to do. Other callers, on other threads or in nested calls, only
 * make it check again. So signals never overlap, and the stack depth is constant, however many responses are available.
 */
final class PageSubscription<PageT extends PersonalizeResponse, T> implements Flow.Subscription {

    private final AsyncPageWalk<?, PageT> walk;
    private final Function<PageT, List<T>> elements;

    private final AtomicInteger calls = new AtomicInteger(1); // calls of wake; the first one stands for onSubscribe
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean misused;

    // Owned by the working caller:
    private Flow.@Nullable Subscriber<? super T> subscriber; // until the last signal
    private Iterator<T> ready = Collections.emptyIterator();
    private @Nullable CompletableFuture<PageT> inFlight;

    PageSubscription(AsyncPageWalk<?, PageT> walk, Function<PageT, List<T>> elements) {
        this.walk = walk;
        this.elements = elements;
    }

    void start(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
        work();
    }

    @Override
    public void request(long n) {
        if (n > 0) {
            demand.accumulateAndGet(n, PageSubscription::saturatedSum);
        } else {
            misused = true;
        }
        wake();
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    private void wake() {
        if (calls.getAndIncrement() == 0) {
            work();
        }
    }

    private void work() {
        int seen = 1;
        while (seen != 0) {
            workOnce();
            seen = calls.addAndGet(-seen);
        }
    }

    private void workOnce() {
        while (subscriber != null) {
            if (cancelled) {
                release();
            } else if (misused) {
                fail(subscriber, new IllegalArgumentException("Request at least one element; Reactive Streams §3.9"));
            } else if (!step(subscriber)) {
                return;
            }
        }
    }

    /** Performs the next step. Returns whether there may be another one. */
    private boolean step(Flow.Subscriber<? super T> subscriber) {
        if (ready.hasNext()) {
            return demand.get() > 0 && emit(subscriber);
        }
        try {
            if (inFlight != null) {
                return inFlight.isDone() && receive(inFlight);
            }
            if (walk.hasNext()) {
                return demand.get() > 0 && fetch();
            }
        } catch (CompletionException failure) {
            fail(subscriber, failure.getCause() == null ? failure : failure.getCause());
            return false;
        } catch (RuntimeException | Error failure) {
            fail(subscriber, failure);
            return false;
        }
        release();
        signal(subscriber::onComplete);
        return false;
    }

    private boolean emit(Flow.Subscriber<? super T> subscriber) {
        demand.decrementAndGet();
        T element = ready.next();
        signal(() -> subscriber.onNext(element));
        return true;
    }

    private boolean receive(CompletableFuture<PageT> answer) {
        inFlight = null;
        ready = elements.apply(walk.accept(answer.join())).iterator();
        return true;
    }

    private boolean fetch() {
        var answer = walk.fetch();
        inFlight = answer;
        var unused = answer.whenComplete((page, failure) -> wake());
        return true;
    }

    private void fail(Flow.Subscriber<? super T> subscriber, Throwable failure) {
        release();
        signal(() -> subscriber.onError(failure));
    }

    /**
     * Releases the subscriber, so that no signal follows and it can be collected, and cancels the request in flight.
     */
    private void release() {
        subscriber = null;
        ready = Collections.emptyIterator();
        if (inFlight != null) {
            inFlight.cancel(true);
            inFlight = null;
        }
    }

    /**
     * A subscriber that throws violates the rules: it counts as cancelled, and its thread's handler receives the
     * exception (§2.13).
     */
    private void signal(Runnable signal) {
        try {
            signal.run();
        } catch (Throwable thrown) {
            release();
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
