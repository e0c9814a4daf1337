package dev.kindred.server.operation.batch;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.BatchSegmentJob;

/// Describes a batch segment job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeBatchSegmentJob.html">API
/// reference</a>
public final class DescribeBatchSegmentJob
        implements Operation<DescribeBatchSegmentJob.Request, DescribeBatchSegmentJob.Response> {

    public record Request(@Required @PersonalizeArn String batchSegmentJobArn) {}

    public record Response(BatchSegmentJob batchSegmentJob) {}

    private final ServiceContext context;

    public DescribeBatchSegmentJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(BatchSegmentJob.class, caller.scope(), request.batchSegmentJobArn())));
    }
}
