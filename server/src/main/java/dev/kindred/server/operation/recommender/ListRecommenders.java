package dev.kindred.server.operation.recommender;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
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
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<RecommenderSummary> recommenders, @Nullable String nextToken) {}

    private final ResourceList<Recommender, RecommenderSummary> recommenders;

    public ListRecommenders(ServiceContext context) {
        this.recommenders =
                new ResourceList<>(context, Recommender.class, ResourceKind.RECOMMENDER, RecommenderSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = recommenders.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
