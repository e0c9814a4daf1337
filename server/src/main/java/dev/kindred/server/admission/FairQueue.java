package dev.kindred.server.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.error.ServiceException.Throttling;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A queue for work of one kind: a bounded number runs at a time, waits are bounded, and flows share it fairly.
///
/// A flow is what a promise is made to, such as a campaign. The rules:
///
/// - **Bounded waits.** Work whose expected wait exceeds the limit is refused when it arrives. The expected wait is the
///   number of waiters times the mean service time, divided by the permits (Little's law). Refusing at the door keeps
///   the latency of accepted work flat under any load (Welsh and Culler, Adaptive Overload Control for Busy Internet
///   Servers, USITS 2003).
/// - **Guaranteed rates.** Work within the guaranteed rate of its flow, by a token bucket, runs before other work
///   and is not refused. This is the reservation of mClock (Gulati et al., OSDI 2010). If all guarantees together
///   exceed the measured capacity, they shrink in proportion.
/// - **Fair shares.** Other work runs in the order of start tags, which advance by one over the weight (Start-time
///   Fair Queueing: Goyal, Vin and Cheng, SIGCOMM 1996).
/// - **Fair refusals.** If the queue is full, a flow with a shorter queue takes the place of the newest waiter of the
///   longest queue (Longest Queue Drop: Suter et al., INFOCOM 1998), so a flood refuses its own work only.
public final class FairQueue {

    /// Work is never refused while fewer than this number of units for each permit wait.
    private static final int LEAST_WAITING = 16;
    /// The mean adapts within about this number of units of work.
    private static final int MEAN_OVER = 16;
    /// The part of the capacity that guarantees may take: the mean is an estimate.
    private static final double RESERVABLE = 0.9;
    /// Work gives up after this multiple of the longest expected wait: the estimate was wrong.
    private static final int SURPLUS = 2;

    /// The flows beyond which idle ones are forgotten: a bound on memory. Taste.
    private static final int MOST_IDLE_FLOWS = 1_000;

    /// The time after its last work for which a queue counts as busy. Taste.
    private static final long BUSY = TimeUnit.MILLISECONDS.toNanos(100);

    /// The assumed time of a request before any is measured. Taste.
    private static final double FIRST_MEAN = TimeUnit.MILLISECONDS.toNanos(5);

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int permits;
    private final double longestWait;
    private final int surplus;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Object, Flow> flows = new HashMap<>();

    @GuardedBy("lock")
    private final ArrayDeque<Waiter> guaranteed = new ArrayDeque<>();

    @GuardedBy("lock")
    private final PriorityQueue<Waiter> others = new PriorityQueue<>();

    @GuardedBy("lock")
    private int waiting;

    @GuardedBy("lock")
    private int running;

    @GuardedBy("lock")
    private long arrivals;

    @GuardedBy("lock")
    private double virtualTime;

    /// The sum of the rates of all flows.
    @GuardedBy("lock")
    private double guarantees;

    @GuardedBy("lock")
    private double meanNanos = FIRST_MEAN;

    /// The time of the last arrival or end of work.
    private volatile long lastWork;

    /// @param permits how much work runs at a time
    /// @param longestWait the expected wait beyond which work is refused
    public FairQueue(int permits, Duration longestWait) {
        this(permits, longestWait, SURPLUS, System::nanoTime);
    }

    /// @param surplus the multiple of the longest wait after which waiting work gives up
    /// @param nanoTime the clock, as [System#nanoTime]
    FairQueue(int permits, Duration longestWait, int surplus, LongSupplier nanoTime) {
        this.surplus = surplus;
        this.permits = permits;
        this.longestWait = longestWait.toNanos();
        this.nanoTime = nanoTime;
        this.lastWork = nanoTime.getAsLong() - BUSY;
    }

    /// Returns whether the queue has had work in the last tenth of a second.
    public boolean isBusy() {
        return nanoTime.getAsLong() - lastWork < BUSY;
    }

    /// The work of one campaign, account or client.
    private static final class Flow {

        private double rate;
        private double tokens = 1;
        private long refilled;
        private double finish;
        private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

        private Flow(long now) {
            refilled = now;
        }

        /// Takes a token if the flow is within its guaranteed rate.
        boolean takesToken(long now, double scale) {
            tokens = Math.min(Math.max(1, rate), tokens + rate * scale * (now - refilled) / SECOND);
            refilled = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }

        double backlog() {
            return waiters.size() / rate;
        }
    }

    private static final class Waiter implements Comparable<Waiter> {

        private final Flow flow;
        private final long number;
        private final double start;
        private final long patience;
        private final Semaphore turn = new Semaphore(0);
        private volatile boolean isRefused;

        private Waiter(Flow flow, long number, double start, long patience) {
            this.flow = flow;
            this.number = number;
            this.start = start;
            this.patience = patience;
        }

        void refuse() {
            isRefused = true;
            turn.release();
        }

        @Override
        public int compareTo(Waiter other) {
            int order = Double.compare(start, other.start);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /// Does some work when it is its turn. The work must not enter the same queue.
    ///
    /// @param flow what the work belongs to
    /// @param rate the guaranteed rate of the flow in units a second, which is also its weight; at least 1
    /// @throws Throttling if the work would wait for too long
    public <T> T take(Object flow, int rate, Supplier<T> work) {
        try (var _ = enter(flow, rate)) {
            return work.get();
        }
    }

    /// Waits for a permit, which is returned by closing it.
    ///
    /// @throws Throttling if the work would wait for too long
    public Permit enter(Object flow, int rate) {
        var waiter = arrive(flow, rate);
        if (waiter != null && !awaitTurn(waiter)) {
            throw refusal();
        }
        return new Permit(nanoTime.getAsLong());
    }

    /// A permit to run.
    public final class Permit implements AutoCloseable {

        private final long began;

        private Permit(long began) {
            this.began = began;
        }

        @Override
        public void close() {
            long now = nanoTime.getAsLong();
            lastWork = now;
            leave(now - began);
        }
    }

    /// Returns whether the waiter has got a permit.
    private boolean awaitTurn(Waiter waiter) {
        try {
            if (waiter.turn.tryAcquire(waiter.patience, TimeUnit.NANOSECONDS)) {
                return !waiter.isRefused;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !giveUp(waiter);
    }

    /// Takes a waiter out of the queue; returns false if it has got a permit at the same moment.
    private boolean giveUp(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.isRefused) {
                return true;
            }
            boolean isQueued = others.remove(waiter) ? waiter.flow.waiters.remove(waiter) : guaranteed.remove(waiter);
            if (isQueued) {
                waiting--;
            }
            return isQueued;
        } finally {
            lock.unlock();
        }
    }

    /// Returns null if the work may run at once.
    private @Nullable Waiter arrive(Object key, int rate) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            lastWork = now;
            var flow = flows.computeIfAbsent(key, _ -> new Flow(now));
            guarantees += Math.max(1, rate) - flow.rate;
            flow.rate = Math.max(1, rate);
            boolean isGuaranteed = flow.takesToken(now, scale());
            if (running < permits && waiting == 0) {
                running++;
                forgetIdleFlows(now);
                return null;
            }
            if (isFull(isGuaranteed) && !makeRoomFor(flow)) {
                throw refusal();
            }
            double start = Math.max(virtualTime, flow.finish);
            flow.finish = start + 1 / flow.rate;
            var waiter = new Waiter(flow, arrivals++, start, (long) (surplus * longestWait()));
            waiting++;
            if (isGuaranteed) {
                guaranteed.add(waiter);
            } else {
                flow.waiters.add(waiter);
                others.add(waiter);
            }
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isFull(boolean isGuaranteed) {
        int ahead = isGuaranteed ? guaranteed.size() : waiting;
        return (ahead + 1) * meanNanos / permits > longestWait();
    }

    @GuardedBy("lock")
    private double longestWait() {
        return Math.max(longestWait, LEAST_WAITING * meanNanos);
    }

    /// Returns the part of the guaranteed rates that the capacity allows.
    @GuardedBy("lock")
    private double scale() {
        double capacity = RESERVABLE * permits * SECOND / meanNanos;
        return Math.min(1, capacity / guarantees);
    }

    /// Refuses the newest waiter of the longest queue, unless the flow's own queue is as long.
    @GuardedBy("lock")
    private boolean makeRoomFor(Flow flow) {
        var longest = flow;
        for (var other : flows.values()) {
            if (other.backlog() > longest.backlog()) {
                longest = other;
            }
        }
        if (longest.backlog() <= (flow.waiters.size() + 1) / flow.rate) {
            return false;
        }
        var newest = longest.waiters.removeLast();
        others.remove(newest);
        waiting--;
        newest.refuse();
        return true;
    }

    private void leave(long nanos) {
        lock.lock();
        try {
            meanNanos += (nanos - meanNanos) / MEAN_OVER;
            running--;
            startNext();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void startNext() {
        var next = guaranteed.poll();
        if (next == null && !others.isEmpty()) {
            next = others.remove();
            next.flow.waiters.remove(next);
        }
        if (next != null) {
            waiting--;
            running++;
            virtualTime = Math.max(virtualTime, next.start);
            next.turn.release();
        }
    }

    @GuardedBy("lock")
    private void forgetIdleFlows(long now) {
        if (flows.size() > MOST_IDLE_FLOWS) {
            flows.values().removeIf(flow -> flow.waiters.isEmpty() && now - flow.refilled > SECOND);
            guarantees = flows.values().stream().mapToDouble(flow -> flow.rate).sum();
        }
    }

    private static Throttling refusal() {
        return new Throttling("The server is at its capacity for such requests. Send the request again in a moment.");
    }
}
