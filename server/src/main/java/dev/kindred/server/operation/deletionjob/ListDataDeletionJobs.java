package dev.kindred.server.operation.deletionjob;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the data deletion jobs of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDataDeletionJobs.html">API reference</a>
public final class ListDataDeletionJobs
        implements Operation<ListDataDeletionJobs.Request, ListDataDeletionJobs.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<DataDeletionJobSummary> dataDeletionJobs,
            @Nullable String nextToken) {}

    private final ResourceList<DataDeletionJob, DataDeletionJobSummary> dataDeletionJobs;

    public ListDataDeletionJobs(ServiceContext context) {
        this.dataDeletionJobs = new ResourceList<>(
                context, DataDeletionJob.class, ResourceKind.DATA_DELETION_JOB, DataDeletionJobSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = dataDeletionJobs.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
