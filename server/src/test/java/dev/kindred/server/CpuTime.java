package dev.kindred.server;

import java.lang.management.ManagementFactory;

/// The processor time of the calling thread, which does not depend on other work of the machine.
public final class CpuTime {

    private CpuTime() {}

    /// Returns the time in nanoseconds since the thread began.
    public static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
