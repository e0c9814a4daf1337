package dev.kindred.server.operation.exportjob;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetExportJob;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the export jobs of a dataset, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetExportJobs.html">API reference</a>
public final class ListDatasetExportJobs
        implements Operation<ListDatasetExportJobs.Request, ListDatasetExportJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<DatasetExportJobSummary> datasetExportJobs,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListDatasetExportJobs(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.datasetArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, DatasetExportJob.class, ResourceKind.DATASET_EXPORT_JOB, request.datasetArn())
                .map(DatasetExportJobSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
