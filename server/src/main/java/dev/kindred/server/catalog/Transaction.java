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

/// The tables of the catalog, to read and to write. All changes of a transaction are committed together or not at
/// all.
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
    public JobQueue.Writable jobs() {
        return new JobQueue.Writable(sql, change);
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

    /// See [JobQueue.Writable#add].
    public void enqueue(TaskName task, Arn arn, Arn lane, Instant notBefore) {
        jobs().add(task, arn, lane, notBefore);
    }

    /// See [JobQueue.Writable#schedule].
    public void schedule(TaskName task, Arn arn, Instant time) {
        jobs().schedule(task, arn, time);
    }

    /// Adds a version of a solution and the job that trains it.
    public void insertVersion(SolutionVersion version, List<Tag> tags, Instant now) {
        insert(version, tags);
        enqueue(TaskName.TRAIN, version.arn(), version.arn(), now);
    }

    /// Returns the changes of the transaction so far.
    PendingChange change() {
        return change;
    }

    /// Prevents the commit of a transaction with a failed statement, even where the failure was caught.
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
