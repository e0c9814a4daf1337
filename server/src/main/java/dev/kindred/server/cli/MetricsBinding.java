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

/// The figures of a server's parts, brought together for its metrics endpoint.
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

    /// Returns a watch over jobs that counts them, and tells `other` all that it hears.
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

    /// Shows what these parts count.
    void show(JobEngine engine, Streams streams, Recommendations recommendations, LiveCounts attributed) {
        telemetry.gauges(
                new Family("kindred_jobs_under_way", "Jobs that a worker has", List.of("task")),
                values -> engine.underWay().stream()
                        .collect(Collectors.groupingBy(job -> job.task().name(), Collectors.counting()))
                        .forEach((task, count) -> values.add(count, task)));
        telemetry.counts(
                new Family("kindred_recommendations_total", "Answers of campaigns and recommenders", List.of("source")),
                values ->
                        recommendations.counts().bySource().forEach((arn, count) -> values.add(count, arn.toString())));
        showStreams(streams);
        telemetry.gauges(
                new Family(
                        "kindred_attribution_value",
                        "What metrics of metric attributions have come to since the server started",
                        ATTRIBUTION),
                values -> byLabels(attributed.samples(clock.instant().getEpochSecond()), LiveCounts.Sample::total)
                        .forEach((labels, value) -> values.add(value, labels.toArray(String[]::new))));
        telemetry.gauges(
                new Family(
                        "kindred_attribution_window_value",
                        "What metrics of metric attributions came to in the quarter of an hour that was the last to end",
                        ATTRIBUTION),
                values -> byLabels(attributed.samples(clock.instant().getEpochSecond()), LiveCounts.Sample::lastWindow)
                        .forEach((labels, value) -> values.add(value, labels.toArray(String[]::new))));
    }

    /// Adds up what has the same labels: of an attribution that has gone, something can come in late.
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
                        "Events, items, users, actions and action interactions that datasets took one by one",
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
                        "What was accepted and not kept: repeated events, events of sessions called null, properties"
                                + " without a column",
                        List.of("what")),
                values -> {
                    values.add((double) counts.repeatedEvents(), "repeated_event");
                    values.add((double) counts.nullSessions(), "null_session");
                    values.add((double) counts.unknownProperties(), "unknown_property");
                });
    }
}
