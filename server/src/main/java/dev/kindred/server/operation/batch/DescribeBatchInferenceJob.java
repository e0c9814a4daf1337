package dev.kindred.server.operation.batch;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.BatchInferenceJob;

/// Describes a batch inference job.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeBatchInferenceJob.html">API
/// reference</a>
public final class DescribeBatchInferenceJob
        implements Operation<DescribeBatchInferenceJob.Request, DescribeBatchInferenceJob.Response> {

    public record Request(@Required @PersonalizeArn String batchInferenceJobArn) {}

    public record Response(BatchInferenceJob batchInferenceJob) {}

    private final ServiceContext context;

    public DescribeBatchInferenceJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(BatchInferenceJob.class, caller.scope(), request.batchInferenceJobArn())));
    }
}
