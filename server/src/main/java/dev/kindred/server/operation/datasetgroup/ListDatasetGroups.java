package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
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
            @PageLimit @Nullable Integer maxResults) implements ListRequest {}

    public record Response(
            List<DatasetGroupSummary> datasetGroups,
            @Nullable String nextToken) {}

    private final ResourceList<DatasetGroup, DatasetGroupSummary> datasetGroups;

    public ListDatasetGroups(ServiceContext context) {
        this.datasetGroups =
                new ResourceList<>(context, DatasetGroup.class, ResourceKind.DATASET_GROUP, DatasetGroupSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = datasetGroups.page(name(), caller, null, request);
        return new Response(page.entries(), page.nextToken());
    }
}
