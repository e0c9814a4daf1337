package dev.kindred.server.catalog;

import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// AWS's resources: keys, status and times as columns, and the resource itself as one JSON document.
public sealed class ResourceTable {

    static final String NEWEST_OF_ALL =
            "SELECT seq, document FROM resource WHERE scope = ? AND kind = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
    static final String NEWEST_OF_PARENT =
            "SELECT seq, document FROM resource WHERE parent = ? AND kind = ? AND scope = ? AND seq < ?"
                    + " ORDER BY seq DESC LIMIT ?";

    static final String NEWEST_OF_STATUS = "SELECT seq, document FROM resource WHERE scope = ? AND kind = ?"
            + " AND status = ? AND seq < ? AND (? IS NULL OR parent = ?) ORDER BY seq DESC LIMIT ?";

    /// A solution has few campaigns, so the query skips those of other versions one by one.
    static final String NEWEST_OF_VERSION = "SELECT seq, document FROM resource WHERE parent = ? AND kind = ?"
            + " AND scope = ? AND seq < ? AND json_extract(document, '$.solutionVersionArn') = ?"
            + " ORDER BY seq DESC LIMIT ?";

    final Sql sql;

    ResourceTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the resource with that ARN and of that type, if it exists and is visible in `scope`.
    public <R extends Resource> Optional<R> find(Class<R> type, Scope scope, String arn) {
        return Arn.find(arn).filter(parsed -> Scope.of(parsed).equals(scope)).flatMap(parsed -> find(type, parsed));
    }

    /// Returns the resource with that ARN and of that type, regardless of scope.
    public <R extends Resource> Optional<R> find(Class<R> type, Arn arn) {
        return ResourceKind.find(arn)
                .filter(kind -> kind.type() == type)
                .flatMap(kind -> sql.first(
                        "SELECT document FROM resource WHERE arn = ? AND kind = ?",
                        row -> Documents.read(row.getString(1), type),
                        arn.toString(),
                        kind.name()));
    }

    /// Returns the resource with that ARN, regardless of scope and type.
    public Optional<Resource> find(Arn arn) {
        return ResourceKind.find(arn).flatMap(kind -> find(kind.type(), arn));
    }

    /// Returns the resource with that ARN and of that type, if it is visible in `scope`.
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Scope scope, String arn) {
        return find(type, scope, arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }

    /// Returns the resource with that ARN and of that type, regardless of scope.
    ///
    /// @throws ResourceNotFound if there is none
    public <R extends Resource> R require(Class<R> type, Arn arn) {
        return find(type, arn).orElseThrow(() -> ResourceNotFound.of(arn));
    }

    /// Whether a resource with that ARN exists and is visible in `scope`.
    public boolean exists(Scope scope, Arn arn) {
        return Scope.of(arn).equals(scope)
                && sql.first("SELECT 1 FROM resource WHERE arn = ?", row -> true, arn.toString())
                        .isPresent();
    }

    /// Whether a resource is being deleted, by itself or together with its parent.
    public boolean isBeingDeleted(Resource resource) {
        var status = resource.status();
        var parent = resource.parent();
        return (status != null && status.isBeingDeleted())
                || (parent != null && find(parent).filter(this::isBeingDeleted).isPresent());
    }

    /// Returns the resources of a kind that belong to `parent`, oldest first.
    public <R extends Resource> List<R> childrenOf(Arn parent, Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE parent = ? AND kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                parent.toString(),
                kind.name());
    }

    /// Returns the ARNs of all resources that belong to `parent`, oldest first.
    public List<Arn> childrenOf(Arn parent) {
        return sql.all(
                "SELECT arn FROM resource WHERE parent = ? ORDER BY seq",
                row -> Arn.of(row.getString(1)),
                parent.toString());
    }

    /// Returns up to `limit` ARNs of resources of a kind that belong to `parent` and have one of those statuses.
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

    /// Returns all resources of a kind in `scope`, oldest first.
    public <R extends Resource> List<R> all(Scope scope, Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE scope = ? AND kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                scope.key(),
                kind.name());
    }

    /// Returns all resources of a kind, regardless of scope, oldest first.
    public <R extends Resource> List<R> all(Class<R> type, ResourceKind kind) {
        return sql.all(
                "SELECT document FROM resource WHERE kind = ? ORDER BY seq",
                row -> Documents.read(row.getString(1), type),
                kind.name());
    }

    /// Returns how many resources of a kind `scope` has, without those that are being deleted.
    public long count(Scope scope, ResourceKind kind) {
        long deleting = Arrays.stream(Status.values())
                .filter(Status::isBeingDeleted)
                .mapToLong(status -> count(scope, kind, status))
                .sum();
        return sql.count("SELECT COUNT(*) FROM resource WHERE scope = ? AND kind = ?", scope.key(), kind.name())
                - deleting;
    }

    /// Returns how many resources of a kind belong to `parent`, without those that are being deleted.
    public long count(Arn parent, ResourceKind kind) {
        return sql.count(
                "SELECT COUNT(*) FROM resource WHERE parent = ? AND kind = ? AND status NOT IN (?, ?)",
                parent.toString(),
                kind.name(),
                Status.DELETE_PENDING.text(),
                Status.DELETE_IN_PROGRESS.text());
    }

    /// Returns how many resources of a kind in `scope` have that status.
    public long count(Scope scope, ResourceKind kind, Status status) {
        return sql.count(
                "SELECT COUNT(*) FROM resource WHERE scope = ? AND kind = ? AND status = ?",
                scope.key(),
                kind.name(),
                status.text());
    }

    /// Returns an ARN for a new version of a solution.
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

    /// Returns the sequence number of the resource with that ARN, or 0 if there is none. A resource that is created
    /// again under the same ARN has another number.
    long incarnation(String arn) {
        return sql.count("SELECT seq FROM resource WHERE arn = ?", arn);
    }

    /// Returns up to `limit` resources of a kind, newest first, that were created before the one at `position`.
    <R extends Resource> List<Paging.Entry<R>> newestFirst(
            Scope scope, Class<R> type, ResourceKind kind, @Nullable String parent, long position, int limit) {
        Sql.Mapper<Paging.Entry<R>> entry =
                row -> new Paging.Entry<>(Long.toString(row.getLong(1)), Documents.read(row.getString(2), type));
        if (parent == null) {
            return sql.all(NEWEST_OF_ALL, entry, scope.key(), kind.name(), position, limit);
        }
        return sql.all(NEWEST_OF_PARENT, entry, parent, kind.name(), scope.key(), position, limit);
    }

    /// Returns up to `limit` resources with a status, newest first, that were created before the one at `position`. Of
    /// a parent's resources it skips those of other parents one by one.
    <R extends Resource> List<Paging.Entry<R>> newestOfStatus(
            Scope scope,
            Class<R> type,
            ResourceKind kind,
            Status status,
            @Nullable String parent,
            long position,
            int limit) {
        return sql.all(
                NEWEST_OF_STATUS,
                row -> new Paging.Entry<>(Long.toString(row.getLong(1)), Documents.read(row.getString(2), type)),
                scope.key(),
                kind.name(),
                status.text(),
                position,
                parent,
                parent,
                limit);
    }

    /// Returns up to `limit` campaigns of a solution version, newest first, that were created before the one at
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

    /// The table within a transaction.
    public static final class Writable extends ResourceTable {

        /// The rows of other tables that belong to a resource, each by the column of the resource's ARN.
        private static final List<String> OWNED = List.of(
                "tag WHERE arn",
                "report WHERE arn",
                "segment WHERE dataset_arn",
                "model WHERE owner",
                "metric WHERE attribution",
                "attributed WHERE attribution",
                "attribution_source WHERE attribution",
                "job WHERE arn");

        private static final String FAMILY = "WITH RECURSIVE family (arn) AS (SELECT ? UNION"
                + " SELECT resource.arn FROM resource JOIN family ON resource.parent = family.arn) ";

        private final PendingChange change;

        Writable(Sql sql, PendingChange change) {
            super(sql);
            this.change = change;
        }

        /// Adds a resource.
        ///
        /// @throws ResourceAlreadyExists if its ARN is taken
        public void insert(Resource resource, List<Tag> tags) {
            var arn = resource.arn();
            find(arn).ifPresent(known -> {
                throw taken(known, ResourceAlreadyExists.of(arn));
            });
            change.resource(arn);
            var status = resource.status();
            var parent = resource.parent();
            sql.update(
                    "INSERT INTO resource (arn, seq, scope, kind, parent, status, created_at, updated_at, document)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    arn.toString(),
                    new Counters(sql).nextSeq(),
                    Scope.of(arn).key(),
                    resource.kind().name(),
                    parent == null ? null : parent.toString(),
                    status == null ? null : status.text(),
                    Sql.micros(resource.creationDateTime()),
                    Sql.micros(resource.lastUpdatedDateTime()),
                    Documents.write(resource));
            var tagTable = new TagTable.Writable(sql);
            tags.forEach(tag -> tagTable.put(arn, tag));
        }

        /// Returns `refusal`, which `known` causes, marked as temporary if `known` is being deleted.
        public ServiceException taken(Resource known, ResourceAlreadyExists refusal) {
            return isBeingDeleted(known) ? refusal.awaiting(Set.of(known.arn())) : refusal;
        }

        /// Replaces a resource by its next value.
        ///
        /// @throws IllegalStateException if the stored value is not `current`
        public <R extends Resource> R replace(R current, R next) {
            change.resource(current.arn());
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

        /// Compares values, not texts: a document of an earlier version of Kindred may lack members that records
        /// have now.
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

        /// Removes a resource, all resources that belong to it, and their rows in other tables.
        public void remove(Arn arn) {
            change.files();
            change.resources(
                    sql.all(FAMILY + "SELECT arn FROM family", row -> Arn.of(row.getString(1)), arn.toString()));
            OWNED.forEach(rows -> removeRows(rows, arn));
            removeRows("resource WHERE arn", arn);
        }

        private void removeRows(String rows, Arn arn) {
            sql.update(FAMILY + "DELETE FROM " + rows + " IN (SELECT arn FROM family)", arn.toString());
        }
    }
}
