package dev.kindred.server.cli;

import dev.kindred.server.attribution.LiveCounts;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Progress;
import dev.kindred.server.serving.Recommendations;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.telemetry.Telemetry;
import dev.kindred.server.telemetry.Telemetry.Family;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Registers the metrics of a server's parts with its metrics endpoint.
final class MetricsBinding {

    private static final List<String> ATTRIBUTION =
            List.of("dataset_group", "metric_name", "event_type", "math_function", "event_attribution_source");

    private final Telemetry telemetry = new Telemetry();
    private final InstantSource clock;

    MetricsBinding(InstantSource clock) {
        this.clock = clock;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    /// Returns a watch that counts jobs and passes all events on to `other`.
    JobEngine.Watch watching(JobEngine.Watch other) {
        return new JobEngine.Watch() {
            @Override
            public void reached(QueuedJob job, Progress.Snapshot progress) {
                other.reached(job, progress);
            }

            @Override
            public void ended(QueuedJob job, JobOutcome outcome) {
                telemetry.ended(job.task().name(), outcome.label());
                other.ended(job, outcome);
            }
        };
    }

    /// Registers the metrics of these parts.
    void show(JobEngine engine, Streams streams, Recommendations recommendations, LiveCounts attributed) {
        telemetry.gauges(
                new Family("kindred_jobs_under_way", "Running jobs", List.of("task", "load")),
                values -> engine.underWay().stream()
                        .collect(Collectors.groupingBy(
                                job -> List.of(job.task().name(), job.load().name()), Collectors.counting()))
                        .forEach((labels, count) -> values.add(count, labels.toArray(String[]::new))));
        telemetry.counts(
                new Family(
                        "kindred_recommendations_total", "Responses of campaigns and recommenders", List.of("source")),
                values ->
                        recommendations.counts().bySource().forEach((arn, count) -> values.add(count, arn.toString())));
        showStreams(streams);
        telemetry.gauges(
                new Family(
                        "kindred_attribution_value",
                        "Values of metric attributions' metrics since the server started",
                        ATTRIBUTION),
                values -> byLabels(attributed.samples(clock.instant().getEpochSecond()), LiveCounts.Sample::total)
                        .forEach((labels, value) -> values.add(value, labels.toArray(String[]::new))));
        telemetry.gauges(
                new Family(
                        "kindred_attribution_window_value",
                        "Values of metric attributions' metrics in the last complete 15-minute window",
                        ATTRIBUTION),
                values -> byLabels(attributed.samples(clock.instant().getEpochSecond()), LiveCounts.Sample::lastWindow)
                        .forEach((labels, value) -> values.add(value, labels.toArray(String[]::new))));
    }

    /// Sums samples with the same labels: late samples of a deleted attribution can have those of its successor.
    private static Map<List<String>, Double> byLabels(
            List<LiveCounts.Sample> samples, ToDoubleFunction<LiveCounts.Sample> value) {
        return samples.stream()
                .collect(Collectors.toMap(
                        sample -> labels(sample.series()), value::applyAsDouble, Double::sum, LinkedHashMap::new));
    }

    private static List<String> labels(LiveCounts.Series series) {
        return List.of(
                series.datasetGroup().toString(),
                series.metric(),
                series.eventType(),
                series.mathFunction(),
                series.source());
    }

    private void showStreams(Streams streams) {
        var counts = streams.counts();
        telemetry.counts(
                new Family(
                        "kindred_put_records_total",
                        "Events, items, users, actions and action interactions that clients put individually",
                        List.of("dataset")),
                values -> counts.kept().forEach((arn, count) -> values.add(count, arn.toString())));
        telemetry.counts(
                new Family(
                        "kindred_put_lost_requests_total",
                        "Acknowledged requests whose records were lost from a damaged log, at least",
                        List.of("dataset")),
                values -> counts.lost().forEach((arn, count) -> values.add(count, arn.toString())));
        telemetry.counts(
                new Family(
                        "kindred_put_passed_over_total",
                        "Accepted data that was dropped: repeated events, events with the sessionId null, properties"
                                + " without a column",
                        List.of("what")),
                values -> {
                    values.add((double) counts.repeatedEvents(), "repeated_event");
                    values.add((double) counts.nullSessions(), "null_session");
                    values.add((double) counts.unknownProperties(), "unknown_property");
                });
    }
}
