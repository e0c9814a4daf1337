package dev.kindred.server.operation;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Paged listing of the resources of one kind, newest first.
///
/// @param <R> the resource
/// @param <S> its summary
public final class ResourceList<R extends Resource, S> {

    private final ServiceContext context;
    private final Class<R> type;
    private final ResourceKind kind;
    private final Function<R, S> summary;

    public ResourceList(ServiceContext context, Class<R> type, ResourceKind kind, Function<R, S> summary) {
        this.context = context;
        this.type = type;
        this.kind = kind;
        this.summary = summary;
    }

    /// Returns a page of the resources in the caller's scope.
    ///
    /// @param operation the operation's name: a token is valid for this operation only
    /// @param parent the ARN of the parent resource, or null for all resources
    /// @throws dev.kindred.server.error.ServiceException.InvalidNextToken if the token belongs to another list
    public Paging.Page<S> page(String operation, Caller caller, @Nullable String parent, ListRequest request) {
        return context.paging()
                .newestFirst(query(operation, caller, parent, request), type, kind, parent)
                .map(summary);
    }

    /// Returns a page of the resources with a status in the caller's scope.
    ///
    /// @param parent the ARN of the parent resource, or null for all resources
    /// @throws dev.kindred.server.error.ServiceException.InvalidNextToken if the token belongs to another list
    public Paging.Page<S> page(
            String operation, Caller caller, @Nullable String parent, Status status, ListRequest request) {
        var query = new Paging.Query(
                operation,
                caller.scope(),
                Stream.of(parent, "status " + status).filter(Objects::nonNull).toList(),
                request.nextToken(),
                request.maxResults());
        return context.paging()
                .newestOfStatus(query, type, kind, status, parent)
                .map(summary);
    }

    /// Returns the query of a page.
    public static Paging.Query query(String operation, Caller caller, @Nullable String parent, ListRequest request) {
        return new Paging.Query(
                operation,
                caller.scope(),
                parent == null ? List.of() : List.of(parent),
                request.nextToken(),
                request.maxResults());
    }
}
