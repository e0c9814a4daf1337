package dev.kindred.server.operation.dataset;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Dataset;

/// Describes a dataset.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeDataset.html">API reference</a>
public final class DescribeDataset implements Operation<DescribeDataset.Request, DescribeDataset.Response> {

    public record Request(@Required @PersonalizeArn String datasetArn) {}

    public record Response(Dataset dataset) {}

    private final ServiceContext context;

    public DescribeDataset(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(
                context.catalog().read(view -> view.require(Dataset.class, caller.scope(), request.datasetArn())));
    }
}
