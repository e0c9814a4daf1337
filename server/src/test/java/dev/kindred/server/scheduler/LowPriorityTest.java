package dev.kindred.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LowPriorityTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void threadsOfJobsAreNicerThanThoseOfRequests() throws Exception {
        int usual = niceValue();
        var low = new FutureTask<>(LowPriorityTest::niceValue);
        var thread = LowPriority.threads("test-", 3).newThread(low);
        thread.start();

        assertThat(low.get()).isEqualTo(Math.min(19, usual + 3));
        assertThat(niceValue()).isEqualTo(usual);
        assertThat(thread.getName()).isEqualTo("test-0");
        assertThat(thread.isDaemon()).isTrue();
    }

    /// Returns the nice value of the calling thread.
    @SuppressWarnings("restricted") // the tests run with native access
    private static int niceValue() throws Exception {
        var linker = Linker.nativeLinker();
        var handle = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getpriority"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) handle.invokeExact(0, 0);
        } catch (Throwable e) { // declared by the method handle
            throw new IllegalStateException(e);
        }
    }
}
