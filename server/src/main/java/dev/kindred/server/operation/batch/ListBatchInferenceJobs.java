package dev.kindred.server.operation.batch;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
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
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<BatchInferenceJobSummary> batchInferenceJobs,
            @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListBatchInferenceJobs(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.solutionVersionArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(
                        query, BatchInferenceJob.class, ResourceKind.BATCH_INFERENCE_JOB, request.solutionVersionArn())
                .map(BatchInferenceJobSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
