package dev.kindred.server.operation.deletionjob;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DataDeletionJob;

/// Describes a data deletion job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeDataDeletionJob.html">API
/// reference</a>
public final class DescribeDataDeletionJob
        implements Operation<DescribeDataDeletionJob.Request, DescribeDataDeletionJob.Response> {

    public record Request(@Required @PersonalizeArn String dataDeletionJobArn) {}

    public record Response(DataDeletionJob dataDeletionJob) {}

    private final ServiceContext context;

    public DescribeDataDeletionJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(DataDeletionJob.class, caller.scope(), request.dataDeletionJobArn())));
    }
}
