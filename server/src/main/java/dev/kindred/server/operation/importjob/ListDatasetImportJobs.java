package dev.kindred.server.operation.importjob;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Extension;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the import jobs of a dataset, or all, newest first. Beyond AWS, `status` selects those with one status.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetImportJobs.html">API reference</a>
public final class ListDatasetImportJobs
        implements Operation<ListDatasetImportJobs.Request, ListDatasetImportJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults,

            @Extension @Nullable String status)
            implements ListRequest {}

    public record Response(
            List<DatasetImportJobSummary> datasetImportJobs,
            @Nullable String nextToken) {}

    private final ResourceList<DatasetImportJob, DatasetImportJobSummary> datasetImportJobs;

    public ListDatasetImportJobs(ServiceContext context) {
        this.datasetImportJobs = new ResourceList<>(
                context, DatasetImportJob.class, ResourceKind.DATASET_IMPORT_JOB, DatasetImportJobSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = request.status() == null
                ? datasetImportJobs.page(name(), caller, request.datasetArn(), request)
                : datasetImportJobs.page(name(), caller, request.datasetArn(), status(request.status()), request);
        return new Response(page.entries(), page.nextToken());
    }

    private static Status status(String text) {
        try {
            return Status.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInput(
                    "No import job has the status '%s': give one such as ACTIVE or CREATE FAILED.".formatted(text));
        }
    }
}
