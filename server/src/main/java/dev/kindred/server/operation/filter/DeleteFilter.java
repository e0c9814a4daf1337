package dev.kindred.server.operation.filter;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import java.util.stream.Stream;

/// Deletes a filter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteFilter.html">API reference</a>
public final class DeleteFilter implements Operation<DeleteFilter.Request, DeleteFilter.Response> {

    public record Request(@Required @PersonalizeArn String filterArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteFilter(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var filter = transaction.require(Filter.class, caller.scope(), request.filterArn());
            Deletion.requireUnused(
                    transaction,
                    filter.arn(),
                    jobsWith(filter, transaction),
                    "Wait until these batch jobs have ended.");
            Deletion.begin(transaction, filter, filter.arn(), context);
            return new Response();
        });
    }

    private static List<Arn> jobsWith(Filter filter, CatalogView view) {
        var arn = filter.arn().toString();
        var recommending = view.resources().all(BatchInferenceJob.class, ResourceKind.BATCH_INFERENCE_JOB).stream()
                .filter(job -> job.status().isBeingCreated() && arn.equals(job.filterArn()))
                .map(BatchInferenceJob::arn);
        var segmenting = view.resources().all(BatchSegmentJob.class, ResourceKind.BATCH_SEGMENT_JOB).stream()
                .filter(job -> job.status().isBeingCreated() && arn.equals(job.filterArn()))
                .map(BatchSegmentJob::arn);
        return Stream.concat(recommending, segmenting).toList();
    }
}
