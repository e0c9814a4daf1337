package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.attribution.Attributions;
import dev.kindred.server.attribution.Attributions.Unreported;
import dev.kindred.server.attribution.ReportRow;
import dev.kindred.server.attribution.Windows;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes what has been streamed since the last time, in windows that are over, into a metric attribution's folder, and
/// sets the time of the next report. A report is called by the time that it was to be written at: one that is written
/// again, because the server ended before it was noted, takes the place of the first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/metric-attribution-s3.html">Publishing metrics to
/// Amazon S3</a>
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

    /// Mostly there is nothing to be done; and it must not wait for trainings.
    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) throws InterruptedException {
        var reported = report(job);
        end(job, reported);
    }

    private Optional<Unreported> report(Job job) throws InterruptedException {
        try {
            var folder = catalog.read(view -> view.find(MetricAttribution.class, job.arn()))
                    .flatMap(attribution -> Optional.ofNullable(
                            attribution.metricsOutputConfig().s3DataDestination()));
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            var unreported =
                    attributions.unreported(job.arn()).filter(it -> !it.rows().isEmpty());
            if (unreported.isPresent()) {
                store(S3Location.parse(folder.get().path()), unreported.get(), job);
            }
            return unreported;
        } catch (IOException | StorageException e) {
            job.requireGoingOn();
            LOG.log(
                    WARNING,
                    "{0} is not reported on this time, and what came in will be in the next report: {1}",
                    job.arn(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void store(S3Location folder, Unreported unreported, Job job) {
        var lines = unreported.rows().stream().map(ReportRow::line).collect(Collectors.joining());
        var name = ReportRow.fileName(METHOD, job.queued().notBefore().toEpochMilli());
        objects.put(folder.resolve(name), (ReportRow.HEADER + lines).getBytes(StandardCharsets.UTF_8));
        LOG.log(
                INFO,
                "{0}: a report of {1} lines is written",
                job.arn(),
                unreported.rows().size());
    }

    private void end(Job job, Optional<Unreported> reported) {
        catalog.write(transaction -> {
            if (transaction.dequeue(job.queued())) { // otherwise the attribution has gone
                reported.ifPresent(it -> note(transaction, job, it));
                var now = clock.instant();
                transaction.attributions().removeAmountsBefore(job.arn(), Windows.firstAt(now.getEpochSecond()));
                transaction.schedule(
                        TaskName.REPORT_ATTRIBUTION,
                        job.arn(),
                        next(job.queued().notBefore(), now));
            }
            return job;
        });
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

    /// The next time lies whole intervals after this one, however long the server was away.
    private Instant next(Instant last, Instant now) {
        var missed = Duration.between(last, now).dividedBy(interval);
        return last.plus(interval.multipliedBy(Math.max(0, missed) + 1));
    }

    /// One report less is no harm: the next one has it all.
    @Override
    public void abandon(Job job, String reason) {
        LOG.log(WARNING, "{0} is not reported on this time: {1}", job.arn(), reason);
        end(job, Optional.empty());
    }
}
