package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private final Properties system = new Properties();

    @Test
    void oneIsFreeWhenAllProcessorsCompute() {
        CarrierThreads.set(system);

        assertThat(system.getProperty(PARALLELISM))
                .isEqualTo(String.valueOf(Runtime.getRuntime().availableProcessors() + 1));
    }

    @Test
    void whatWhoeverStartedJavaSaidIsKept() {
        system.setProperty(PARALLELISM, "7");

        CarrierThreads.set(system);

        assertThat(system.getProperty(PARALLELISM)).isEqualTo("7");
    }
}
