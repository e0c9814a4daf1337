package dev.kindred.server.operation.filter;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the filters of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListFilters.html">API reference</a>
public final class ListFilters implements Operation<ListFilters.Request, ListFilters.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<FilterSummary> Filters, @Nullable String nextToken) {}

    private final ResourceList<Filter, FilterSummary> filters;

    public ListFilters(ServiceContext context) {
        this.filters = new ResourceList<>(context, Filter.class, ResourceKind.FILTER, FilterSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = filters.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
