package dev.kindred.server.operation.batch;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the batch segment jobs of a solution version, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListBatchSegmentJobs.html">API reference</a>
public final class ListBatchSegmentJobs
        implements Operation<ListBatchSegmentJobs.Request, ListBatchSegmentJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String solutionVersionArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<BatchSegmentJobSummary> batchSegmentJobs,
            @Nullable String nextToken) {}

    private final ResourceList<BatchSegmentJob, BatchSegmentJobSummary> batchSegmentJobs;

    public ListBatchSegmentJobs(ServiceContext context) {
        this.batchSegmentJobs = new ResourceList<>(
                context, BatchSegmentJob.class, ResourceKind.BATCH_SEGMENT_JOB, BatchSegmentJobSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = batchSegmentJobs.page(name(), caller, request.solutionVersionArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
