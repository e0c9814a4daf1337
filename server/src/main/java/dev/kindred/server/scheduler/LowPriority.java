package dev.kindred.server.scheduler;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Threads that compute for jobs with a lower priority of the operating system, so that they leave the processors to
/// requests. Without requests they take all processors.
///
/// The JVM ignores the priorities of Java threads on Linux. There, the function `nice` adds to the nice value of the
/// calling thread. On other systems the threads have the usual priority.
public final class LowPriority {

    /// `nice` adds to the nice value of the calling thread.
    private static final @Nullable MethodHandle ADD = find();

    private LowPriority() {}

    @SuppressWarnings("restricted") // `./kindred` enables native access, which the database and ONNX need too
    private static @Nullable MethodHandle find() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return null; // elsewhere the call would set the priority of the whole process
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("nice")
                .map(address -> linker.downcallHandle(
                        address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
                .orElse(null);
    }

    /// Returns a factory of daemon threads of low priority.
    ///
    /// @param prefix of their names, before a number
    /// @param nice is added to their nice value: 10 leaves them a tenth of the time of a usual thread that competes
    public static ThreadFactory threads(String prefix, int nice) {
        var factory = Thread.ofPlatform().name(prefix, 0).daemon().factory();
        return work -> factory.newThread(() -> {
            lower(nice);
            work.run();
        });
    }

    private static void lower(int nice) {
        if (ADD == null || nice == 0) {
            return;
        }
        try {
            int _ = (int) ADD.invokeExact(nice); // a lower priority needs no right, so the call does not fail
        } catch (Throwable e) { // declared by the method handle
            throw new IllegalStateException("nice", e);
        }
    }
}
