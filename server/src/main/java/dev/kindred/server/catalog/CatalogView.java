package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.IamScope;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import java.sql.Connection;
import java.util.Optional;

/// The tables of the catalog at one commit, to read. All tables of a view show the same commit.
public sealed class CatalogView permits Transaction {

    final Sql sql;

    CatalogView(Connection connection) {
        this(new Sql(connection));
    }

    CatalogView(Sql sql) {
        this.sql = sql;
    }

    /// The identity of the data directory.
    public IdentityTable identity() {
        return new IdentityTable(sql);
    }

    /// AWS's resources.
    public ResourceTable resources() {
        return new ResourceTable(sql);
    }

    /// The tags of resources.
    public TagTable tags() {
        return new TagTable(sql);
    }

    /// The files that hold the rows of datasets.
    public DatasetFiles datasetFiles() {
        return new DatasetFiles(sql);
    }

    /// The models of solution versions and recommenders.
    public ModelTable models() {
        return new ModelTable(sql);
    }

    /// What metric attributions measure.
    public AttributionTable attributions() {
        return new AttributionTable(sql);
    }

    /// The queue of jobs.
    public JobQueue jobs() {
        return new JobQueue(sql);
    }

    /// The reports of jobs.
    public ReportTable reports() {
        return new ReportTable(sql);
    }

    /// The changes of the newest revisions.
    ChangeTable changes() {
        return new ChangeTable(sql);
    }

    /// The roles and policies of that scope.
    public IamTable iam(IamScope scope) {
        return new IamTable(sql, scope);
    }

    /// See [ResourceTable#find(Class, Scope, String)].
    public <R extends Resource> Optional<R> find(Class<R> type, Scope scope, String arn) {
        return resources().find(type, scope, arn);
    }

    /// See [ResourceTable#find(Class, Arn)].
    public <R extends Resource> Optional<R> find(Class<R> type, Arn arn) {
        return resources().find(type, arn);
    }

    /// See [ResourceTable#find(Arn)].
    public Optional<Resource> find(Arn arn) {
        return resources().find(arn);
    }

    /// See [ResourceTable#require(Class, Scope, String)].
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Scope scope, String arn) {
        return resources().require(type, scope, arn);
    }

    /// See [ResourceTable#require(Class, Arn)].
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Arn arn) {
        return resources().require(type, arn);
    }
}
