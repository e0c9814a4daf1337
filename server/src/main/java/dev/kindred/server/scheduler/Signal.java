package dev.kindred.server.scheduler;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A signal to the one thread that waits for it. A signal that is given before the wait ends the wait at once.
public final class Signal {

    private final Scheduler scheduler;
    private final AtomicBoolean given = new AtomicBoolean();
    private volatile @Nullable Thread waiter;

    public Signal(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Ends the present wait, or else the next one.
    public void give() {
        given.set(true);
        LockSupport.unpark(waiter);
    }

    /// Waits until the signal is given or the time has passed, and takes the signal back.
    public void await(Duration limit) throws InterruptedException {
        waiter = Thread.currentThread();
        long start = scheduler.nanoTime();
        while (!given.getAndSet(false)) {
            var left = limit.minusNanos(scheduler.nanoTime() - start);
            if (!left.isPositive()) {
                return;
            }
            scheduler.park(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
