package dev.kindred.server.operation.schema;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists all schemas, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSchemas.html">API reference</a>
public final class ListSchemas implements Operation<ListSchemas.Request, ListSchemas.Response> {

    public record Request(
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) implements ListRequest {}

    public record Response(
            List<DatasetSchemaSummary> schemas, @Nullable String nextToken) {}

    private final ResourceList<DatasetSchema, DatasetSchemaSummary> schemas;

    public ListSchemas(ServiceContext context) {
        this.schemas = new ResourceList<>(context, DatasetSchema.class, ResourceKind.SCHEMA, DatasetSchemaSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = schemas.page(name(), caller, null, request);
        return new Response(page.entries(), page.nextToken());
    }
}
