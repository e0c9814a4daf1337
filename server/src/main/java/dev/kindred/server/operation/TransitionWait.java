package dev.kindred.server.operation;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.resource.Arn;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Repeats a call whose refusal ends by itself, each time one of the resources that it awaits has changed: a name is
/// free
/// once its deletion ends, a parent can be deleted once its children are gone, a campaign can be updated once it is
/// deployed. Clients of Amazon Personalize make such calls without a pause.
///
/// A call waits on its own virtual thread, outside every transaction, and for a bounded time in all. Then the refusal
/// is
/// the answer.
public final class TransitionWait implements AutoCloseable {

    private final Catalog catalog;
    private final Duration limit;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Waiting(Set<?> resources, CountDownLatch changed) {}

    /// @param limit how long a call may wait, all its repetitions together
    public TransitionWait(Catalog catalog, Duration limit) {
        this.catalog = catalog;
        this.limit = limit;
        catalog.onChange(this::changed);
    }

    private void changed(Set<Arn> resources) {
        for (var call : waiting) {
            if (!Collections.disjoint(call.resources(), resources)) {
                call.changed().countDown();
            }
        }
    }

    /// Returns what `call` answers in the end.
    ///
    /// @throws ServiceException if it is refused for another reason, or still after the limit
    public <T> T retrying(Supplier<T> call) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long commits = catalog.commits(); // before the call looks at the catalog
            try {
                return call.get();
            } catch (ServiceException refusal) {
                if (refusal.awaited().isEmpty() || !awaitChange(refusal.awaited(), commits, deadline)) {
                    throw refusal;
                }
            }
        }
    }

    /// Returns whether a commit may have changed one of the resources since the catalog had made so many.
    private boolean awaitChange(Set<?> resources, long commits, long deadline) {
        var call = new Waiting(resources, new CountDownLatch(1));
        waiting.add(call);
        try {
            if (catalog.commits() != commits) {
                return System.nanoTime() < deadline; // it may have come before this call could hear of it
            }
            return !closed && call.changed().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) && !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(call);
        }
    }

    /// Lets no call wait any more.
    @Override
    public void close() {
        closed = true;
        waiting.forEach(call -> call.changed().countDown());
    }
}
