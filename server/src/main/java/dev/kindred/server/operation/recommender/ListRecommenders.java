package dev.kindred.server.operation.recommender;

import dev.kindred.server.catalog.Paging;
import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the recommenders of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListRecommenders.html">API reference</a>
public final class ListRecommenders implements Operation<ListRecommenders.Request, ListRecommenders.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults) {}

    public record Response(
            List<RecommenderSummary> recommenders, @Nullable String nextToken) {}

    private final ServiceContext context;

    public ListRecommenders(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var query = new Paging.Query(
                name(), caller.scope(), request.datasetGroupArn(), request.nextToken(), request.maxResults());
        var page = context.paging()
                .newestFirst(query, Recommender.class, ResourceKind.RECOMMENDER, request.datasetGroupArn())
                .map(RecommenderSummary::of);
        return new Response(page.entries(), page.nextToken());
    }
}
