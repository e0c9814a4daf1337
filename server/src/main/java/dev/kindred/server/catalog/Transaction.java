package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.IamScope;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Tag;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;

/// The tables of the catalog, to read and to write. All changes of a transaction are committed together or not at all.
public final class Transaction extends CatalogView {

    private final PendingChange change = new PendingChange();

    Transaction(Connection connection) {
        super(connection);
    }

    @Override
    public IdentityTable.Writable identity() {
        return new IdentityTable.Writable(sql);
    }

    @Override
    public ResourceTable.Writable resources() {
        return new ResourceTable.Writable(sql, change);
    }

    @Override
    public TagTable.Writable tags() {
        return new TagTable.Writable(sql);
    }

    @Override
    public DatasetFiles.Writable datasetFiles() {
        return new DatasetFiles.Writable(sql, change);
    }

    @Override
    public ModelTable.Writable models() {
        return new ModelTable.Writable(sql, change);
    }

    @Override
    public AttributionTable.Writable attributions() {
        return new AttributionTable.Writable(sql);
    }

    @Override
    public ReportTable.Writable reports() {
        return new ReportTable.Writable(sql);
    }

    @Override
    public IamTable.Writable iam(IamScope scope) {
        return new IamTable.Writable(sql, scope);
    }

    SecretTable secrets() {
        return new SecretTable(sql);
    }

    /// See [ResourceTable.Writable#insert].
    ///
    /// @throws ResourceAlreadyExists if its ARN is taken
    public void insert(Resource resource, List<Tag> tags) {
        resources().insert(resource, tags);
    }

    /// See [ResourceTable.Writable#replace].
    ///
    /// @throws IllegalStateException if the stored value is not `current`
    public <R extends Resource> R replace(R current, R next) {
        return resources().replace(current, next);
    }

    /// Puts work in the queue.
    public void enqueue(TaskName task, Arn arn, Arn lane, Instant notBefore) {
        sql.update(
                "INSERT INTO job (seq, task, arn, lane, not_before, attempts) VALUES (?, ?, ?, ?, ?, 0)",
                new Counters(sql).nextSeq(),
                task.name(),
                arn.toString(),
                lane.toString(),
                Sql.micros(notBefore));
        change.job();
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

    /// Returns what the transaction has changed so far.
    PendingChange change() {
        return change;
    }

    /// Prevents the commit of a transaction of which a statement failed, even where the failure was caught.
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

    /// Gives the catalog its next revision, records what this transaction changed, and returns the revision.
    long advance() {
        long revision = new Counters(sql).nextRevision();
        changes().add(revision, change.published());
        return revision;
    }
}
