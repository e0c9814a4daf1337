package dev.kindred.server.operation.batch;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the batch inference jobs of a solution version, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListBatchInferenceJobs.html">API reference</a>
public final class ListBatchInferenceJobs
        implements Operation<ListBatchInferenceJobs.Request, ListBatchInferenceJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String solutionVersionArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<BatchInferenceJobSummary> batchInferenceJobs,
            @Nullable String nextToken) {}

    private final ResourceList<BatchInferenceJob, BatchInferenceJobSummary> batchInferenceJobs;

    public ListBatchInferenceJobs(ServiceContext context) {
        this.batchInferenceJobs = new ResourceList<>(
                context, BatchInferenceJob.class, ResourceKind.BATCH_INFERENCE_JOB, BatchInferenceJobSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = batchInferenceJobs.page(name(), caller, request.solutionVersionArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
