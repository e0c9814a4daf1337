package dev.kindred.server.wire.iam;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.IamTable;
import dev.kindred.server.catalog.Paging;
import dev.kindred.server.resource.IamEntity;
import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.IamScope;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import dev.kindred.server.wire.query.UniqueId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads and updates the roles and policies of an account for the actions of IAM.
final class IamStore {

    private final Catalog catalog;
    private final Paging paging;
    private final InstantSource clock;

    IamStore(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.paging = catalog.paging();
        this.clock = clock;
    }

    IamScope scope(QueryCaller caller) {
        return new IamScope(caller.partition(), caller.account());
    }

    /// Returns the current time, truncated to seconds as IAM shows it.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /// Returns the head of a new entity.
    ///
    /// @param prefix the prefix of the unique identifier
    IamEntity.Head newHead(
            QueryCaller caller, String prefix, @Nullable String path, String name, @Nullable String description) {
        return new IamEntity.Head(
                scope(caller), path == null ? "/" : path, name, UniqueId.next(prefix), now(), description, List.of());
    }

    <T> T read(QueryCaller caller, Function<IamTable, T> work) {
        return catalog.read((CatalogView view) -> work.apply(view.iam(scope(caller))));
    }

    <T> T write(QueryCaller caller, Function<IamTable.Writable, T> work) {
        return catalog.write(transaction -> work.apply(transaction.iam(scope(caller))));
    }

    IamRole role(QueryCaller caller, String name) {
        return read(caller, table -> requireRole(table, name));
    }

    static IamRole requireRole(IamTable table, String name) {
        return table.findRole(name)
                .orElseThrow(() -> noSuchEntity("The role with name %s cannot be found.".formatted(name)));
    }

    /// Replaces a role by the result of `change`.
    void changeRole(QueryCaller caller, String name, UnaryOperator<IamRole> change) {
        write(caller, table -> {
            table.replace(change.apply(requireModifiable(requireRole(table, name))));
            return true;
        });
    }

    static IamRole requireModifiable(IamRole role) {
        if (role.head().path().startsWith(ServiceRoleActions.PATH)) {
            throw new QueryException(
                    QueryError.UnmodifiableEntity,
                    "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS: use DeleteServiceLinkedRole to remove it."
                            .formatted(role.name()));
        }
        return role;
    }

    /// Returns the customer managed policy with the given ARN.
    static IamPolicy requirePolicy(IamTable table, PolicyReference reference) {
        if (reference.isOfAws()) {
            throw new QueryException(
                    QueryError.AccessDenied,
                    "Policy is outside your own account: %s is AWS's.".formatted(reference.arn()));
        }
        return findPolicy(table, reference);
    }

    static IamPolicy findPolicy(IamTable table, PolicyReference reference) {
        return table.findPolicy(reference.name())
                .filter(policy -> policy.arn().equals(reference.arn()))
                .orElseThrow(() ->
                        noSuchEntity("Policy %s does not exist or is not attachable.".formatted(reference.arn())));
    }

    /// Returns if the policy can be attached: any AWS managed policy, or an existing customer managed policy.
    static void requireAttachable(IamTable table, PolicyReference reference) {
        if (!reference.isOfAws()) {
            findPolicy(table, reference);
        }
    }

    /// Replaces a policy by the result of `change`.
    void changePolicy(QueryCaller caller, String arn, UnaryOperator<IamPolicy> change) {
        var reference = PolicyReference.require(arn);
        write(caller, table -> {
            table.replace(change.apply(requirePolicy(table, reference)));
            return true;
        });
    }

    /// A request for a page.
    ///
    /// @param filters the filters that select the entries; a marker is valid only with the same filters
    record ListQuery(
            String action,
            List<String> filters,
            @Nullable String marker,
            @Nullable Integer maxItems) {}

    /// Returns a page of a list that is sorted by name.
    <T> Paging.Page<T> page(QueryCaller caller, ListQuery query, List<T> sorted, Function<T, String> name) {
        return paging.byName(
                new Paging.Query(
                        query.action(),
                        new Scope(caller.account(), caller.partition()),
                        query.filters(),
                        query.marker(),
                        query.maxItems()),
                sorted,
                name);
    }

    static QueryException noSuchEntity(String message) {
        return new QueryException(QueryError.NoSuchEntity, message);
    }

    static QueryException limitExceeded(String message) {
        return new QueryException(QueryError.LimitExceeded, message);
    }
}
