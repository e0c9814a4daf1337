package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.attribution.Attributions;
import dev.kindred.server.attribution.Attributions.Unreported;
import dev.kindred.server.attribution.ReportRow;
import dev.kindred.server.attribution.Windows;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.S3Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a report of a metric attribution to its S3 folder: the amounts of events streamed since the last
/// report, in windows that have ended. It then schedules the next report. A report is named after its scheduled
/// time, so a report that is written again after a crash replaces the first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/metric-attribution-s3.html">Publishing
/// metrics to Amazon S3</a>
public final class ReportAttribution implements Task {

    private static final System.Logger LOG = System.getLogger(ReportAttribution.class.getName());
    private static final String METHOD = "PutEvents";

    private final Catalog catalog;
    private final Attributions attributions;
    private final ObjectStore objects;
    private final Duration interval;
    private final InstantSource clock;

    public ReportAttribution(
            Catalog catalog, Attributions attributions, ObjectStore objects, Duration interval, InstantSource clock) {
        this.catalog = catalog;
        this.attributions = attributions;
        this.objects = objects;
        this.interval = interval.isPositive() ? interval : Duration.ofSeconds(1);
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.REPORT_ATTRIBUTION;
    }

    /// A report is short, and must not wait for trainings.
    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) throws IOException {
        var folder = catalog.read(view -> view.find(MetricAttribution.class, job.arn()))
                .flatMap(attribution ->
                        Optional.ofNullable(attribution.metricsOutputConfig().s3DataDestination()));
        var unreported = folder.isEmpty()
                ? Optional.<Unreported>empty()
                : attributions.unreported(job.arn()).filter(it -> !it.rows().isEmpty());
        if (folder.isPresent() && unreported.isPresent()) {
            store(S3Location.parse(folder.get().path()), unreported.get(), job);
        }
        job.write(catalog, transaction -> {
            if (transaction.jobs().remove(job.queued())) { // otherwise the attribution was deleted
                unreported.ifPresent(it -> note(transaction, job, it));
                scheduleNext(transaction, job);
            }
            return job;
        });
    }

    private void store(S3Location folder, Unreported unreported, Job job) {
        var lines = unreported.rows().stream().map(ReportRow::line).collect(Collectors.joining());
        var name = ReportRow.fileName(METHOD, job.queued().notBefore().toEpochMilli());
        objects.of(job.arn().account())
                .put(folder.resolve(name), (ReportRow.HEADER + lines).getBytes(StandardCharsets.UTF_8));
        LOG.log(
                INFO,
                "{0}: wrote a report of {1} lines",
                job.arn(),
                unreported.rows().size());
    }

    private void scheduleNext(Transaction transaction, Job job) {
        var now = clock.instant();
        transaction.attributions().removeAmountsBefore(job.arn(), Windows.firstAt(now.getEpochSecond()));
        transaction.schedule(
                TaskName.REPORT_ATTRIBUTION, job.arn(), next(job.queued().notBefore(), now));
    }

    private static void note(Transaction transaction, Job job, Unreported reported) {
        var present = transaction.attributions().metricsOf(job.arn()).stream()
                .filter(reported.metrics()::contains)
                .map(metric -> metric.name())
                .collect(Collectors.toSet());
        reported.amounts().stream()
                .filter(amount -> present.contains(amount.metric()))
                .forEach(amount -> transaction.attributions().addAmount(job.arn(), amount.negated()));
        reported.sources().forEach(source -> transaction.attributions().addSource(job.arn(), source));
    }

    /// Returns the next time, a whole number of intervals after the last, regardless of downtime.
    private Instant next(Instant last, Instant now) {
        var missed = Duration.between(last, now).dividedBy(interval);
        return last.plus(interval.multipliedBy(Math.max(0, missed) + 1));
    }

    /// The next report includes the rows of this one.
    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        scheduleNext(transaction, job);
    }
}
