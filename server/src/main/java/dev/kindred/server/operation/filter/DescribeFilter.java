package dev.kindred.server.operation.filter;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Filter;

/// Describes a filter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeFilter.html">API reference</a>
public final class DescribeFilter implements Operation<DescribeFilter.Request, DescribeFilter.Response> {

    public record Request(@Required @PersonalizeArn String filterArn) {}

    public record Response(Filter filter) {}

    private final ServiceContext context;

    public DescribeFilter(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(
                context.catalog().read(view -> view.require(Filter.class, caller.scope(), request.filterArn())));
    }
}
