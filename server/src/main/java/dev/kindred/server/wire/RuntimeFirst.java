package dev.kindred.server.wire;

import dev.kindred.server.admission.FairQueue;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Lets requests for recommendations go before other ones: while there are any, other requests begin at a limited rate.
/// The limit is a generic cell rate algorithm (ITU-T I.371) without bursts.
///
/// Queues bound the work of operations, but not the reading of requests and the writing of answers, which takes most of
/// the time of a small request. A request waits for a limited time, so this is a preference; [WorkQueues] is the bound.
public final class RuntimeFirst {

    /// Requests take about a quarter of a millisecond of a processor: they leave 95 % of each. Measured, see
    /// `docs/benchmarks/overload.md`.
    private static final int EACH_PROCESSOR = 200;

    /// A wait that a person does not notice. Taste.
    static final Duration PATIENCE = Duration.ofMillis(250);

    private final BooleanSupplier isBusy;
    private final long interval;
    private final LongSupplier nanoTime;
    private final LongConsumer sleep;
    private final AtomicLong next;

    /// @param runtime the queue of requests for recommendations
    public RuntimeFirst(FairQueue runtime, int processors) {
        this(runtime::isBusy, (long) processors * EACH_PROCESSOR, System::nanoTime, LockSupport::parkNanos);
    }

    /// @param isBusy whether there are requests for recommendations
    /// @param rate requests a second
    /// @param nanoTime the clock, as [System#nanoTime]
    /// @param sleep suspends the thread for a number of nanoseconds
    RuntimeFirst(BooleanSupplier isBusy, long rate, LongSupplier nanoTime, LongConsumer sleep) {
        this.isBusy = isBusy;
        this.interval = Duration.ofSeconds(1).toNanos() / rate;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /// Waits until another request may begin.
    void await() {
        if (!isBusy.getAsBoolean()) {
            return;
        }
        long now = nanoTime.getAsLong();
        long latest = now + PATIENCE.toNanos();
        long begin = next.updateAndGet(last -> last + interval - now > 0 ? earlier(last + interval, latest) : now);
        if (begin != now) {
            sleep.accept(begin - now);
        }
    }

    private static long earlier(long nanos, long other) {
        return nanos - other < 0 ? nanos : other;
    }
}
