package dev.kindred.server.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The maximum number of connections of a process.
final class ConnectionLimit {

    /// File descriptors reserved for the catalog, logs, dataset files and libraries. Taste.
    private static final int OTHER_DESCRIPTORS = 256;

    /// A connection that transfers an object has an open file as well as its socket.
    private static final int DESCRIPTORS_OF_ONE = 2;

    /// Measured: an idle connection takes 17 KiB, which are two buffers of 8 KiB and its thread. The rest is
    /// headroom.
    private static final int BYTES_OF_ONE = 24 << 10;

    /// Connections may take a quarter of the heap. Taste.
    private static final int PART_OF_HEAP = 4;

    /// Bounds of the derived limit. Taste.
    private static final int FEWEST = 16;
    private static final int MOST = 65_536;

    private ConnectionLimit() {}

    /// Returns the limit for this process, derived from its descriptors and its heap.
    static int ofThisProcess() {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return of(descriptors, Runtime.getRuntime().maxMemory());
    }

    static int of(long descriptors, long heap) {
        long byDescriptors = (descriptors - OTHER_DESCRIPTORS) / DESCRIPTORS_OF_ONE;
        long byHeap = heap / PART_OF_HEAP / BYTES_OF_ONE;
        return Math.clamp(Math.min(byDescriptors, byHeap), FEWEST, MOST);
    }
}
