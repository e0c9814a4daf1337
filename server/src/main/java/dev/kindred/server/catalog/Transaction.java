package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Tag;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Changes to the catalog that happen together or not at all.
public final class Transaction extends CatalogView {

    private final Set<Arn> changed = new HashSet<>();
    private boolean enqueued;
    private boolean filesChanged;

    Transaction(Connection connection) {
        super(connection);
    }

    /// Adds a resource.
    ///
    /// @throws ResourceAlreadyExists if its ARN is taken
    public void insert(Resource resource, List<Tag> tags) {
        var arn = resource.arn();
        find(arn).ifPresent(known -> {
            throw taken(known, ResourceAlreadyExists.of(arn));
        });
        changed.add(arn);
        var status = resource.status();
        var parent = resource.parent();
        sql.update(
                "INSERT INTO resource (arn, seq, scope, kind, parent, status, created_at, updated_at, document)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arn.toString(),
                nextSeq(),
                Scope.of(arn).key(),
                resource.kind().name(),
                parent == null ? null : parent.toString(),
                status == null ? null : status.text(),
                Sql.micros(resource.creationDateTime()),
                Sql.micros(resource.lastUpdatedDateTime()),
                Documents.write(resource));
        tags.forEach(tag -> tag(arn, tag));
    }

    /// Returns the refusal of what `known` stands in the way of, which ends by itself if that is being deleted.
    public ServiceException taken(Resource known, ResourceAlreadyExists refusal) {
        return isBeingDeleted(known) ? refusal.awaiting(Set.of(known.arn())) : refusal;
    }

    /// Puts the next value of a resource in the place of the one that was read.
    ///
    /// @throws IllegalStateException if it is no longer the one that was read
    public <R extends Resource> R replace(R current, R next) {
        changed.add(current.arn());
        var status = next.status();
        requireUnchanged(current);
        sql.update(
                "UPDATE resource SET status = ?, updated_at = ?, document = ? WHERE arn = ?",
                status == null ? null : status.text(),
                Sql.micros(next.lastUpdatedDateTime()),
                Documents.write(next),
                current.arn().toString());
        return next;
    }

    /// Compares values, not texts: what an earlier version of Kindred wrote may lack members that records
    /// have since got.
    private void requireUnchanged(Resource known) {
        boolean unchanged = sql.first(
                        "SELECT document FROM resource WHERE arn = ?",
                        row -> Documents.read(row.getString(1), known.getClass())
                                .equals(known),
                        known.arn().toString())
                .orElse(false);
        if (!unchanged) {
            throw new IllegalStateException(known.arn() + " changed since it was read");
        }
    }

    /// Removes a resource with its tags, its report, its models, the work that waits for it, and everything
    /// that belongs to it.
    public void remove(Arn arn) {
        filesChanged = true;
        var family = "WITH RECURSIVE family (arn) AS (SELECT ? UNION"
                + " SELECT resource.arn FROM resource JOIN family ON resource.parent = family.arn) ";
        changed.addAll(sql.all(family + "SELECT arn FROM family", row -> Arn.of(row.getString(1)), arn.toString()));
        for (var owned : List.of(
                "tag WHERE arn",
                "report WHERE arn",
                "segment WHERE dataset_arn",
                "model WHERE owner",
                "metric WHERE attribution",
                "attributed WHERE attribution",
                "attribution_source WHERE attribution",
                "job WHERE arn",
                "resource WHERE arn")) {
            sql.update(family + "DELETE FROM " + owned + " IN (SELECT arn FROM family)", arn.toString());
        }
    }

    /// Puts a tag on a resource, over one with the same key.
    public void tag(Arn arn, Tag tag) {
        untag(arn, tag.tagKey());
        sql.update(
                "INSERT INTO tag (arn, tag_key, tag_value) VALUES (?, ?, ?)",
                arn.toString(),
                tag.tagKey(),
                tag.tagValue());
    }

    /// Takes the tag with that key off a resource, if it has one.
    public void untag(Arn arn, String key) {
        sql.update("DELETE FROM tag WHERE arn = ? AND tag_key = ?", arn.toString(), key);
    }

    /// Puts work in the queue.
    public void enqueue(TaskName task, Arn arn, Arn lane, Instant notBefore) {
        sql.update(
                "INSERT INTO job (seq, task, arn, lane, not_before, attempts) VALUES (?, ?, ?, ?, ?, 0)",
                nextSeq(),
                task.name(),
                arn.toString(),
                lane.toString(),
                Sql.micros(notBefore));
        enqueued = true;
    }

    /// Sets the time at which work that comes again and again is next to be done for a resource, in place of the one
    /// before. Such jobs have lanes of their own: waiting for hours or days, they hold up no other work.
    public void schedule(TaskName task, Arn arn, Instant time) {
        cancel(task, arn);
        var lane = new Arn(
                arn.partition(),
                arn.region(),
                arn.account(),
                "schedule",
                String.join("/", task.name(), arn.type(), arn.rest()));
        enqueue(task, arn, lane, time);
    }

    /// Adds a version of a solution, with the work of training it.
    public void insertVersion(SolutionVersion version, List<Tag> tags, Instant now) {
        insert(version, tags);
        enqueue(TaskName.TRAIN, version.arn(), version.arn(), now);
    }

    /// Returns an ARN that no version of the solution has.
    public Arn newVersionArn(Solution solution) {
        var arn = solution.arn();
        while (true) {
            var id = UUID.randomUUID().toString().substring(0, 8);
            var candidate = new Arn(arn.partition(), arn.region(), arn.account(), arn.type(), arn.rest() + "/" + id);
            if (find(SolutionVersion.class, candidate).isEmpty()) {
                return candidate;
            }
        }
    }

    /// What [Catalog#onChange] tells.
    Set<Arn> changed() {
        return changed;
    }

    boolean hasEnqueued() {
        return enqueued;
    }

    /// Refuses the commit of a transaction of which a statement failed, whoever caught that.
    void requireIntact() {
        if (hasFailed()) {
            throw new CatalogException("a statement of the transaction failed", null);
        }
    }

    /// Whether a statement failed.
    boolean hasFailed() {
        return sql.hasFailed();
    }

    /// Whether the commit has something to write.
    boolean hasWritten() {
        return sql.hasWritten();
    }

    /// Counts this transaction, and returns how many there are with it.
    long advance() {
        sql.update("UPDATE counter SET value = value + 1 WHERE name = 'epoch'");
        return epoch();
    }

    /// Makes the catalog that of a data directory, whosever it was.
    public CatalogIdentity claim(UUID id) {
        sql.update("DELETE FROM identity");
        sql.update("INSERT INTO identity (id) VALUES (?)", id.toString());
        return new CatalogIdentity(id, epoch());
    }

    /// Whether other files are data or models now.
    boolean hasChangedFiles() {
        return filesChanged;
    }

    /// Notes that a worker begins a job. Returns whether the job is still in the queue.
    public boolean begin(QueuedJob job) {
        return sql.update("UPDATE job SET attempts = attempts + 1 WHERE seq = ?", job.seq()) == 1;
    }

    /// Notes that a worker lets go of a job it began, through no fault of the job.
    public void letGo(QueuedJob job) {
        sql.update("UPDATE job SET attempts = attempts - 1 WHERE seq = ? AND attempts > 0", job.seq());
    }

    /// Takes a job that is done out of the queue. Returns whether it was still there.
    public boolean dequeue(QueuedJob job) {
        return sql.update("DELETE FROM job WHERE seq = ?", job.seq()) == 1;
    }

    /// Takes all work of a name that waits for a resource out of the queue. A worker that has begun it finds
    /// it gone.
    public void cancel(TaskName task, Arn arn) {
        sql.update("DELETE FROM job WHERE task = ? AND arn = ?", task.name(), arn.toString());
    }

    /// Makes a file part of a dataset.
    public void addSegment(
            Arn dataset, DatasetFile.Origin origin, String file, long rows, long bytes, long crc32c, Instant now) {
        filesChanged = true;
        changed.add(dataset);
        sql.update(
                "INSERT INTO segment (seq, dataset_arn, origin, file, row_count, byte_count, crc32c, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                nextSeq(),
                dataset.toString(),
                origin.name(),
                file,
                rows,
                bytes,
                crc32c,
                Sql.micros(now));
    }

    /// Takes all files of one origin out of a dataset.
    public void removeSegments(Arn dataset, DatasetFile.Origin origin) {
        filesChanged = true;
        changed.add(dataset);
        sql.update("DELETE FROM segment WHERE dataset_arn = ? AND origin = ?", dataset.toString(), origin.name());
    }

    /// Puts a file in the place of another, with the same rank.
    public void replaceSegment(DatasetFile segment, String file, long rows, long bytes, long crc32c) {
        filesChanged = true;
        changed.add(segment.datasetArn());
        sql.update(
                "UPDATE segment SET file = ?, row_count = ?, byte_count = ?, crc32c = ? WHERE seq = ?",
                file,
                rows,
                bytes,
                crc32c,
                segment.seq());
    }

    /// Makes a file the newest model of its owner.
    public void addModel(ModelRecord model) {
        filesChanged = true;
        sql.update(
                "INSERT INTO model (owner, generation, file, byte_count, crc32c, metrics, trained_at, interactions,"
                        + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                model.owner().toString(),
                model.generation(),
                model.file(),
                model.bytes(),
                model.crc32c(),
                Documents.write(model.metrics()),
                Sql.micros(model.trainedAt()),
                model.interactionsSeen(),
                Sql.micros(model.knownUntil()));
    }

    /// Takes the models out of the catalog that came before the one of that generation. Their files are
    /// swept.
    public void removeModelsBefore(Arn owner, long generation) {
        filesChanged = true;
        sql.update("DELETE FROM model WHERE owner = ? AND generation < ?", owner.toString(), generation);
    }

    /// Adds a metric to a metric attribution.
    ///
    /// @throws ResourceAlreadyExists if it has one of that name
    public void addMetric(Arn attribution, MetricAttribute metric, Instant now) {
        var name = metric.metricName();
        if (metricsOf(attribution).stream().anyMatch(known -> known.name().equalsIgnoreCase(name))) {
            throw new ResourceAlreadyExists(
                    "Metric attribution %s has a metric %s already.".formatted(attribution, name));
        }
        sql.update(
                "INSERT INTO metric (attribution, seq, name, event_type, expression, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                attribution.toString(),
                nextSeq(),
                name,
                metric.eventType(),
                metric.expression(),
                Sql.micros(now));
    }

    /// Takes a metric off a metric attribution, with all that was counted. Returns whether there was one of that
    /// name.
    public boolean removeMetric(Arn attribution, String name) {
        sql.update("DELETE FROM attributed WHERE attribution = ? AND metric = ?", attribution.toString(), name);
        return sql.update("DELETE FROM metric WHERE attribution = ? AND name = ?", attribution.toString(), name) == 1;
    }

    /// Adds to what is kept of a metric attribution's amounts; what comes to nothing is not kept.
    public void addAmount(Arn attribution, AttributedAmount amount) {
        var key = "attribution = ? AND metric = ? AND source = ? AND window_start = ? AND item = ?";
        Object[] keys = {attribution.toString(), amount.metric(), amount.source(), amount.windowStart(), amount.item()};
        var known = sql.first(
                "SELECT events, total FROM attributed WHERE " + key,
                row -> amount.plus(new AttributedAmount(
                        amount.metric(),
                        amount.source(),
                        amount.windowStart(),
                        amount.item(),
                        row.getLong(1),
                        new BigDecimal(row.getString(2)))),
                keys);
        sql.update("DELETE FROM attributed WHERE " + key, keys);
        var next = known.orElse(amount);
        if (next.events() != 0 || next.total().signum() != 0) {
            sql.update(
                    "INSERT INTO attributed (attribution, metric, source, window_start, item, events, total)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    attribution.toString(),
                    next.metric(),
                    next.source(),
                    next.windowStart(),
                    next.item(),
                    next.events(),
                    next.total().toString());
        }
    }

    /// Forgets a metric attribution's amounts of windows before that one.
    public void removeAmountsBefore(Arn attribution, long window) {
        sql.update("DELETE FROM attributed WHERE attribution = ? AND window_start < ?", attribution.toString(), window);
    }

    /// Makes a source one that a metric attribution tells apart.
    public void addSource(Arn attribution, String source) {
        sql.update(
                "INSERT INTO attribution_source (attribution, source) VALUES (?, ?) ON CONFLICT DO NOTHING",
                attribution.toString(),
                source);
    }

    /// Keeps what a job found.
    public void report(Arn arn, String document) {
        sql.update("DELETE FROM report WHERE arn = ?", arn.toString());
        sql.update("INSERT INTO report (arn, document) VALUES (?, ?)", arn.toString(), document);
    }

    /// Returns 32 random bytes that stay the same for this catalog's life.
    byte[] secret(String name) {
        var known = sql.first("SELECT value FROM secret WHERE name = ?", row -> row.getString(1), name);
        if (known.isPresent()) {
            return HexFormat.of().parseHex(known.get());
        }
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        sql.update(
                "INSERT INTO secret (name, value) VALUES (?, ?)",
                name,
                HexFormat.of().formatHex(secret));
        return secret;
    }

    private long nextSeq() {
        sql.update("UPDATE counter SET value = value + 1 WHERE name = 'seq'");
        return sql.count("SELECT value FROM counter WHERE name = 'seq'");
    }
}
