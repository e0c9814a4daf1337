package dev.kindred.server.telemetry;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The server's metrics in Prometheus's exposition format. Every label must have few values.
///
/// @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
public final class Telemetry {

    /// The content type of [#text()].
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicBoolean hasJvm = new AtomicBoolean();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter requests = Counter.builder()
            .name("kindred_requests_total")
            .help("Requests by operation and response status")
            .labelNames("operation", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("kindred_request_seconds")
            .help("Time from the first byte of a request to the last byte of its response")
            .labelNames("operation")
            .classicOnly()
            .classicUpperBounds(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
            .register(registry);
    private final Counter jobs = Counter.builder()
            .name("kindred_jobs_total")
            .help("Attempts of jobs by task and outcome")
            .labelNames("task", "outcome")
            .register(registry);

    /// Receives the values of a family with their labels.
    @FunctionalInterface
    public interface Values {

        void add(double value, String... labels);
    }

    /// A family of values that are read when the metrics are fetched.
    ///
    /// @param name the metric's name in Prometheus
    /// @param labels the names of the labels
    public record Family(String name, String help, List<String> labels) {

        public Family {
            labels = List.copyOf(labels);
        }

        private String[] labelNames() {
            return labels.toArray(String[]::new);
        }
    }

    /// Records an answered request.
    public void answered(String operation, int status, long nanos) {
        requests.labelValues(operation, Integer.toString(status)).inc();
        seconds.labelValues(operation).observe(nanos / 1e9);
    }

    /// Records the end of a job's attempt.
    public void ended(String task, String outcome) {
        jobs.labelValues(task, outcome).inc();
    }

    /// Adds a family of counters.
    public void counts(Family family, Consumer<Values> values) {
        CounterWithCallback.builder()
                .name(family.name())
                .help(family.help())
                .labelNames(family.labelNames())
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /// Adds a family of gauges.
    public void gauges(Family family, Consumer<Values> values) {
        GaugeWithCallback.builder()
                .name(family.name())
                .help(family.help())
                .labelNames(family.labelNames())
                .callback(callback -> values.accept(callback::call))
                .register(registry);
    }

    /// Returns the current values of all metrics.
    public byte[] text() {
        if (hasJvm.compareAndSet(false, true)) { // registered at the first fetch: it is slow, and would delay the start
            JvmMetrics.builder().register(registry);
        }
        var out = new ByteArrayOutputStream(1 << 14);
        try {
            writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
