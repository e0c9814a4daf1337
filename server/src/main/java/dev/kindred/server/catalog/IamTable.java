package dev.kindred.server.catalog;

import dev.kindred.server.resource.IamEntity;
import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.IamScope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The roles and policies of one scope.
public sealed class IamTable {

    final Sql sql;
    final IamScope scope;

    IamTable(Sql sql, IamScope scope) {
        this.sql = sql;
        this.scope = scope;
    }

    /// Returns the role of that name.
    public Optional<IamRole> findRole(String name) {
        return find(IamEntity.Kind.ROLE, name, IamRole.class);
    }

    /// Returns all roles, by name.
    public List<IamRole> roles() {
        return all(IamEntity.Kind.ROLE, IamRole.class);
    }

    /// Returns the policy of that name.
    public Optional<IamPolicy> findPolicy(String name) {
        return find(IamEntity.Kind.POLICY, name, IamPolicy.class);
    }

    /// Returns all policies, by name.
    public List<IamPolicy> policies() {
        return all(IamEntity.Kind.POLICY, IamPolicy.class);
    }

    private <E extends IamEntity> Optional<E> find(IamEntity.Kind kind, String name, Class<E> type) {
        return sql.first(
                "SELECT document FROM iam_entity WHERE scope = ? AND kind = ? AND folded_name = ? AND name = ?",
                row -> Documents.read(row.getString(1), type),
                scope.key(),
                kind.name(),
                folded(name),
                name);
    }

    private <E extends IamEntity> List<E> all(IamEntity.Kind kind, Class<E> type) {
        return sql.all(
                "SELECT document FROM iam_entity WHERE scope = ? AND kind = ? ORDER BY name",
                row -> Documents.read(row.getString(1), type),
                scope.key(),
                kind.name());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// The table within a transaction.
    public static final class Writable extends IamTable {

        Writable(Sql sql, IamScope scope) {
            super(sql, scope);
        }

        /// Adds an entity. Returns false if its name exists; two names must differ by more than case.
        public boolean insert(IamEntity entity) {
            return sql.update(
                            "INSERT INTO iam_entity (scope, kind, folded_name, name, document) VALUES (?, ?, ?, ?, ?)"
                                    + " ON CONFLICT DO NOTHING",
                            scope.key(),
                            entity.kind().name(),
                            folded(entity.name()),
                            entity.name(),
                            Documents.write(entity))
                    == 1;
        }

        /// Replaces an entity by its next value.
        public void replace(IamEntity entity) {
            sql.update(
                    "UPDATE iam_entity SET document = ? WHERE scope = ? AND kind = ? AND folded_name = ?",
                    Documents.write(entity),
                    scope.key(),
                    entity.kind().name(),
                    folded(entity.name()));
        }

        /// Removes an entity.
        public void remove(IamEntity entity) {
            sql.update(
                    "DELETE FROM iam_entity WHERE scope = ? AND kind = ? AND folded_name = ?",
                    scope.key(),
                    entity.kind().name(),
                    folded(entity.name()));
        }
    }
}
