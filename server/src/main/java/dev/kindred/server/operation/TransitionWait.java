package dev.kindred.server.operation;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.error.ServiceException;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Repeats a call whose refusal ends by itself, each time one of the resources that it awaits has changed: a name
/// is free once its deletion ends, a parent can be deleted once its children are gone, a campaign can be updated
/// once it is deployed. Clients of Amazon Personalize make such calls without a pause.
///
/// A call waits on its own virtual thread, outside every transaction, and for a bounded time in all. After that the
/// refusal is the answer.
public final class TransitionWait implements ChangeFeed.Follower, AutoCloseable {

    private final Catalog catalog;
    private final Duration limit;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final ChangeFeed.Following following;
    private volatile boolean closed;

    private record Waiting(Set<?> resources, CountDownLatch changed) {}

    /// @param limit how long a call may wait, all its repetitions together
    public TransitionWait(Catalog catalog, Duration limit) {
        this.catalog = catalog;
        this.limit = limit;
        following = catalog.feed().follow("transition-wait", this);
    }

    @Override
    public void changed(CatalogChange change) {
        for (var call : waiting) {
            if (!Collections.disjoint(call.resources(), change.resources())) {
                call.changed().countDown();
            }
        }
    }

    @Override
    public void anythingChanged() {
        waiting.forEach(call -> call.changed().countDown());
    }

    /// Returns what `call` answers in the end.
    ///
    /// @throws ServiceException if it is refused for another reason, or still after the limit
    public <T> T retrying(Supplier<T> call) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long revision = catalog.revision(); // before the call looks at the catalog
            try {
                return call.get();
            } catch (ServiceException refusal) {
                if (refusal.awaited().isEmpty() || !awaitChange(refusal.awaited(), revision, deadline)) {
                    throw refusal;
                }
            }
        }
    }

    /// Returns whether one of the resources may have changed since that revision.
    private boolean awaitChange(Set<?> resources, long revision, long deadline) {
        var call = new Waiting(resources, new CountDownLatch(1));
        waiting.add(call);
        try {
            if (catalog.revision() != revision) {
                return System.nanoTime() < deadline; // the change may have come before this call was registered
            }
            return !closed && call.changed().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) && !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(call);
        }
    }

    /// Ends all waits.
    @Override
    public void close() {
        closed = true;
        anythingChanged();
        following.close();
    }
}
