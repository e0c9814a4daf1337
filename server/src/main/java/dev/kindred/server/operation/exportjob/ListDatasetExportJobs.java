package dev.kindred.server.operation.exportjob;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
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
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<DatasetExportJobSummary> datasetExportJobs,
            @Nullable String nextToken) {}

    private final ResourceList<DatasetExportJob, DatasetExportJobSummary> datasetExportJobs;

    public ListDatasetExportJobs(ServiceContext context) {
        this.datasetExportJobs = new ResourceList<>(
                context, DatasetExportJob.class, ResourceKind.DATASET_EXPORT_JOB, DatasetExportJobSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = datasetExportJobs.page(name(), caller, request.datasetArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
