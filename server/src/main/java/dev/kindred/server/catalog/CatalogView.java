package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.IamScope;
import dev.kindred.server.resource.MetricAttribute;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one moment of the catalog holds.
public sealed class CatalogView permits Transaction {

    static final String NEWEST_OF_ALL =
            "SELECT seq, document FROM resource WHERE scope = ? AND kind = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
    static final String NEWEST_OF_PARENT =
            "SELECT seq, document FROM resource WHERE parent = ? AND kind = ? AND scope = ? AND seq < ?"
                    + " ORDER BY seq DESC LIMIT ?";

    /// A solution has few campaigns: those of its other versions are read and passed over.
    static final String NEWEST_OF_VERSION = "SELECT seq, document FROM resource WHERE parent = ? AND kind = ?"
            + " AND scope = ? AND seq < ? AND json_extract(document, '$.solutionVersionArn') = ?"
            + " ORDER BY seq DESC LIMIT ?";

    final Sql sql;

    CatalogView(Connection connection) {
        this(new Sql(connection));
    }

    CatalogView(Sql sql) {
        this.sql = sql;
    }

    /// Returns which data directory the catalog belongs to and how far it has come, once a directory has claimed it.
    public Optional<CatalogIdentity> identity() {
        return sql.first("SELECT id FROM identity", row -> UUID.fromString(row.getString(1)))
                .map(id -> new CatalogIdentity(id, epoch()));
    }

    /// How many transactions have changed the catalog.
    long epoch() {
        return sql.count("SELECT value FROM counter WHERE name = 'epoch'");
    }

    /// The roles and policies of that scope.
    public IamTable iam(IamScope scope) {
        return new IamTable(sql, scope);
    }

    /// Returns the resource of that kind and name tag, as far as `scope` can see it.
    public <R extends Resource> Optional<R> find(Class<R> type, Scope scope, String arn) {
        return Arn.find(arn).filter(parsed -> Scope.of(parsed).equals(scope)).flatMap(parsed -> find(type, parsed));
    }

    /// Returns the resource with that ARN, whosever it is.
    public <R extends Resource> Optional<R> find(Class<R> type, Arn arn) {
        return ResourceKind.find(arn)
                .filter(kind -> kind.type() == type)
                .flatMap(kind -> sql.first(
                        "SELECT document FROM resource WHERE arn = ? AND kind = ?",
                        row -> Documents.read(row.getString(1), type),
                        arn.toString(),
                        kind.name()));
    }

    /// Returns the resource with that ARN, whosever and of whatever kind it is.
    public Optional<Resource> find(Arn arn) {
        return ResourceKind.find(arn).flatMap(kind -> find(kind.type(), arn));
    }

    /// Returns the resource with that ARN, as far as `scope` can see it.
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Scope scope, String arn) {
        return find(type, scope, arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }

    /// Returns the resource with that ARN, whosever it is.
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Arn arn) {
        return find(type, arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }

    /// Whether a resource that `scope` can see has that ARN.
    public boolean exists(Scope scope, Arn arn) {
        return Scope.of(arn).equals(scope)
                && sql.first("SELECT 1 FROM resource WHERE arn = ?", row -> true, arn.toString())
                        .isPresent();
    }

    /// Whether a resource is on its way out, by itself or with what it belongs to.
    public boolean isBeingDeleted(Resource resource) {
        var status = resource.status();
        var parent = resource.parent();
        return (status != null && status.isBeingDeleted())
                || (parent != null && find(parent).filter(this::isBeingDeleted).isPresent());
    }

    /// Returns the resources of a type that belong to `parent`, oldest first.
    public <R extends Resource> List<R> childrenOf(Arn parent, Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE parent = ? AND kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                parent.toString(),
                kind.name());
    }

    /// Returns the ARNs of everything that belongs to `parent`, oldest first.
    public List<Arn> childrenOf(Arn parent) {
        return sql.all(
                "SELECT arn FROM resource WHERE parent = ? ORDER BY seq",
                row -> Arn.of(row.getString(1)),
                parent.toString());
    }

    /// Returns all resources of a kind in `scope`, oldest first.
    public <R extends Resource> List<R> all(Scope scope, Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE scope = ? AND kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                scope.key(),
                kind.name());
    }

    /// Returns all resources of a kind, whosever they are, oldest first.
    public <R extends Resource> List<R> all(Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                kind.name());
    }

    /// Returns up to `limit` resources of a kind that belong to `parent` and are in one of those statuses.
    public List<Arn> childrenOf(Arn parent, ResourceKind kind, Set<Status> statuses, int limit) {
        return statuses.stream()
                .flatMap(status -> sql
                        .all(
                                "SELECT arn FROM resource WHERE scope = ? AND kind = ? AND status = ? AND parent = ? LIMIT ?",
                                row -> Arn.of(row.getString(1)),
                                Scope.of(parent).key(),
                                kind.name(),
                                status.text(),
                                parent.toString(),
                                limit)
                        .stream())
                .limit(limit)
                .toList();
    }

    /// Returns how many resources of a kind `scope` has, without those that are on their way out.
    public long count(Scope scope, ResourceKind kind) {
        long going = Arrays.stream(Status.values())
                .filter(Status::isBeingDeleted)
                .mapToLong(status -> count(scope, kind, status))
                .sum();
        return sql.count("SELECT COUNT(*) FROM resource WHERE scope = ? AND kind = ?", scope.key(), kind.name())
                - going;
    }

    /// Returns how many resources of a kind belong to `parent`, without those that are on their way out.
    public long count(Arn parent, ResourceKind kind) {
        return sql.count(
                "SELECT COUNT(*) FROM resource WHERE parent = ? AND kind = ? AND status NOT IN (?, ?)",
                parent.toString(),
                kind.name(),
                Status.DELETE_PENDING.text(),
                Status.DELETE_IN_PROGRESS.text());
    }

    /// Returns how many resources of a kind in `scope` are in that status.
    public long count(Scope scope, ResourceKind kind, Status status) {
        return sql.count(
                "SELECT COUNT(*) FROM resource WHERE scope = ? AND kind = ? AND status = ?",
                scope.key(),
                kind.name(),
                status.text());
    }

    /// Returns which of all resources ever made the one with that ARN is, or 0 where there is none.
    long incarnation(String arn) {
        return sql.count("SELECT seq FROM resource WHERE arn = ?", arn);
    }

    /// Returns up to `limit` resources of a kind, newest first, that were made before the one at `position`.
    <R extends Resource> List<Paging.Entry<R>> newestFirst(
            Scope scope, Class<R> type, ResourceKind kind, @Nullable String parent, long position, int limit) {
        Sql.Mapper<Paging.Entry<R>> entry =
                row -> new Paging.Entry<>(Long.toString(row.getLong(1)), Documents.read(row.getString(2), type));
        if (parent == null) {
            return sql.all(NEWEST_OF_ALL, entry, scope.key(), kind.name(), position, limit);
        }
        return sql.all(NEWEST_OF_PARENT, entry, parent, kind.name(), scope.key(), position, limit);
    }

    /// Returns up to `limit` campaigns that serve a solution version, newest first, that were made before the one at
    /// `position`.
    List<Paging.Entry<Campaign>> campaignsOf(Scope scope, Arn version, long position, int limit) {
        return sql.all(
                NEWEST_OF_VERSION,
                row -> new Paging.Entry<>(
                        Long.toString(row.getLong(1)), Documents.read(row.getString(2), Campaign.class)),
                version.upToFirstSegment().toString(),
                ResourceKind.CAMPAIGN.name(),
                scope.key(),
                position,
                version.toString(),
                limit);
    }

    /// Returns the tags of a resource, by key.
    public List<Tag> tagsOf(Arn arn) {
        return sql.all(
                "SELECT tag_key, tag_value FROM tag WHERE arn = ? ORDER BY tag_key",
                row -> new Tag(row.getString(1), row.getString(2)),
                arn.toString());
    }

    /// Returns the datasets of all accounts and regions, oldest first.
    public List<Dataset> datasets() {
        return sql.all(
                "SELECT document FROM resource WHERE kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), Dataset.class),
                ResourceKind.DATASET.name());
    }

    /// Returns the files that hold a dataset's rows, oldest first.
    public List<DatasetFile> segmentsOf(Arn dataset) {
        return sql.all(
                "SELECT seq, dataset_arn, origin, file, row_count, byte_count, crc32c, created_at FROM segment"
                        + " WHERE dataset_arn = ? ORDER BY seq",
                Sql::segment,
                dataset.toString());
    }

    /// Returns the name of every file that holds data.
    public List<String> segmentFiles() {
        return sql.all("SELECT file FROM segment", row -> row.getString(1));
    }

    /// Returns the newest model of a solution version or recommender.
    public Optional<ModelRecord> modelOf(Arn owner) {
        return sql.first(
                "SELECT owner, generation, file, byte_count, crc32c, metrics, trained_at, interactions,"
                        + " COALESCE(updated_at, trained_at) FROM model"
                        + " WHERE owner = ? ORDER BY generation DESC LIMIT 1",
                Sql::model,
                owner.toString());
    }

    /// Returns the name of every file that is a model.
    public List<String> modelFiles() {
        return sql.all("SELECT file FROM model", row -> row.getString(1));
    }

    /// Returns the name of every file that is a model of that resource or of one that belongs to it.
    public List<String> modelFilesUnder(Arn owner) {
        return sql.all(
                "SELECT file FROM model WHERE owner = ? OR owner IN (SELECT arn FROM resource WHERE parent = ?)",
                row -> row.getString(1),
                owner.toString(),
                owner.toString());
    }

    /// Returns the metrics of a metric attribution, in the order in which they were added.
    public List<AttributedMetric> metricsOf(Arn attribution) {
        return sql.all(
                "SELECT event_type, name, expression, created_at FROM metric WHERE attribution = ? ORDER BY seq",
                row -> new AttributedMetric(
                        new MetricAttribute(row.getString(1), row.getString(2), row.getString(3)),
                        Sql.instant(row.getLong(4))),
                attribution.toString());
    }

    /// Returns what is kept of a metric attribution's amounts that are not reported, from that window on.
    public List<AttributedAmount> amountsOf(Arn attribution, long firstWindow) {
        return sql.all(
                "SELECT metric, source, window_start, item, events, total FROM attributed"
                        + " WHERE attribution = ? AND window_start >= ?",
                row -> new AttributedAmount(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5),
                        new BigDecimal(row.getString(6))),
                attribution.toString(),
                firstWindow);
    }

    /// Returns the sources that a metric attribution tells apart.
    public Set<String> sourcesOf(Arn attribution) {
        return Set.copyOf(sql.all(
                "SELECT source FROM attribution_source WHERE attribution = ?",
                row -> row.getString(1),
                attribution.toString()));
    }

    /// Returns the report that a job left.
    public Optional<String> reportOf(Arn arn) {
        return sql.first("SELECT document FROM report WHERE arn = ?", row -> row.getString(1), arn.toString());
    }

    /// Returns the queue, in order of creation.
    public List<QueuedJob> queue() {
        return sql.all(
                "SELECT seq, task, arn, lane, not_before, attempts FROM job ORDER BY seq",
                row -> new QueuedJob(
                        row.getLong(1),
                        TaskName.valueOf(row.getString(2)),
                        Arn.of(row.getString(3)),
                        row.getString(4),
                        Sql.instant(row.getLong(5)),
                        row.getInt(6)));
    }
}
