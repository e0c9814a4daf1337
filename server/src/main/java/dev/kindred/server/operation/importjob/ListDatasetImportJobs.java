package dev.kindred.server.operation.importjob;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the import jobs of a dataset, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetImportJobs.html">API reference</a>
public final class ListDatasetImportJobs
        implements Operation<ListDatasetImportJobs.Request, ListDatasetImportJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<DatasetImportJobSummary> datasetImportJobs,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListDatasetImportJobs(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.datasetArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, DatasetImportJob.class, ResourceKind.DATASET_IMPORT_JOB, request.datasetArn())
                .map(DatasetImportJobSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
