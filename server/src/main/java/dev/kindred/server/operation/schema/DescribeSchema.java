package dev.kindred.server.operation.schema;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.DatasetSchema;

/// Describes a schema.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeSchema.html">API reference</a>
public final class DescribeSchema implements Operation<DescribeSchema.Request, DescribeSchema.Response> {

    public record Request(@Required @PersonalizeArn String schemaArn) {}

    public record Response(DatasetSchema schema) {}

    private final ServiceContext context;

    public DescribeSchema(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(
                context.catalog().read(view -> view.require(DatasetSchema.class, caller.scope(), request.schemaArn())));
    }
}
