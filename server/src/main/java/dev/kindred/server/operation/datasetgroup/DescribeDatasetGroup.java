package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetGroup;

/// Describes a dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeDatasetGroup.html">API
/// reference</a>
public final class DescribeDatasetGroup
        implements Operation<DescribeDatasetGroup.Request, DescribeDatasetGroup.Response> {

    public record Request(@Required @PersonalizeArn String datasetGroupArn) {}

    public record Response(DatasetGroup datasetGroup) {}

    private final ServiceContext context;

    public DescribeDatasetGroup(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn())));
    }
}
