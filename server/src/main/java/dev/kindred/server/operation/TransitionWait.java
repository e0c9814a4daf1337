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

/// Retries calls that fail because of resources in transition, whenever one of these resources changes. A name
/// becomes free when its deletion ends; a parent can be deleted when its children are gone; a campaign can be
/// updated when it is deployed. Clients of Amazon Personalize make such calls without a pause.
///
/// A call waits on its own virtual thread, outside transactions, up to a total limit. After the limit the error
/// is returned.
public final class TransitionWait implements ChangeFeed.Follower, AutoCloseable {

    private final Catalog catalog;
    private final Duration limit;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final ChangeFeed.Following following;
    private volatile boolean closed;

    private record Waiting(Set<?> resources, CountDownLatch changed) {}

    /// @param limit the total time that a call may wait, including all retries
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

    /// Returns the result of `call`, retrying it while it fails because of resources in transition.
    ///
    /// @throws ServiceException if the call fails for another reason, or still fails after the limit
    public <T> T retrying(Supplier<T> call) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long revision = catalog.revision(); // before the call reads the catalog
            try {
                return call.get();
            } catch (ServiceException refusal) {
                if (refusal.awaited().isEmpty() || !awaitChange(refusal.awaited(), revision, deadline)) {
                    throw refusal;
                }
            }
        }
    }

    /// Waits for a change. Returns whether one of the resources may have changed since that revision.
    private boolean awaitChange(Set<?> resources, long revision, long deadline) {
        var call = new Waiting(resources, new CountDownLatch(1));
        waiting.add(call);
        try {
            if (catalog.revision() != revision) {
                return System.nanoTime() < deadline; // the change may have happened before this call was registered
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
