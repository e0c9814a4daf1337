package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists all dataset groups, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetGroups.html">API reference</a>
public final class ListDatasetGroups implements Operation<ListDatasetGroups.Request, ListDatasetGroups.Response> {

    public record Request(
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<DatasetGroupSummary> datasetGroups,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListDatasetGroups(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(name(), caller.scope(), List.of(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, DatasetGroup.class, ResourceKind.DATASET_GROUP, null)
                .map(DatasetGroupSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
