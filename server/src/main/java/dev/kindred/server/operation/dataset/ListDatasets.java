package dev.kindred.server.operation.dataset;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the datasets of a dataset group, or all datasets, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasets.html">API reference</a>
public final class ListDatasets implements Operation<ListDatasets.Request, ListDatasets.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<DatasetSummary> datasets, @Nullable String nextToken) {}

    private final ResourceList<Dataset, DatasetSummary> datasets;

    public ListDatasets(ServiceContext context) {
        this.datasets = new ResourceList<>(context, Dataset.class, ResourceKind.DATASET, DatasetSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = datasets.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
