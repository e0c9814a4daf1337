package dev.kindred.server.operation.runtime;

import dev.kindred.server.constraint.ContextName;
import dev.kindred.server.constraint.ContextValue;
import dev.kindred.server.constraint.FilterParameter;
import dev.kindred.server.constraint.FilterValue;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.MetadataColumnNames;
import dev.kindred.server.constraint.MetadataDataset;
import dev.kindred.server.constraint.OuterId;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.serving.RecommendationRequest;
import dev.kindred.server.serving.Recommendations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Returns recommended items for a user, or items similar to an item.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetRecommendations.html">API
/// reference</a>
public final class GetRecommendations implements Operation<GetRecommendations.Request, GetRecommendations.Response> {

    /// AWS's default of numResults.
    private static final int DEFAULT_RESULTS = 25;

    public record Request(
            @PersonalizeArn @Nullable String campaignArn,
            @OuterId @Nullable String itemId,
            @OuterId @Nullable String userId,
            @Range(min = 0) @Nullable Integer numResults,
            @Length(max = 150) @Nullable Map<@ContextName String, @ContextValue String> context,
            @PersonalizeArn @Nullable String filterArn,
            @Length(max = 25) @Nullable Map<@FilterParameter String, @FilterValue String> filterValues,
            @PersonalizeArn @Nullable String recommenderArn,
            @Length(max = 1) @Nullable List<Promotion> promotions,

            @Length(max = 1) @Nullable
            Map<@MetadataDataset String, @MetadataColumnNames List<@Length(max = 150) String>> metadataColumns) {}

    public record Response(List<PredictedItem> itemList, String recommendationId) {}

    private final Recommendations recommendations;

    public GetRecommendations(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var answer = recommendations.recommend(
                new RecommendationRequest(
                        source(request),
                        RuntimeRequests.id(request.userId()),
                        RuntimeRequests.id(request.itemId()),
                        request.numResults() == null ? DEFAULT_RESULTS : request.numResults(),
                        RuntimeRequests.orEmpty(request.context()),
                        RuntimeRequests.filter(request.filterArn(), request.filterValues()),
                        promotion(request.promotions()),
                        RuntimeRequests.columns(request.metadataColumns()),
                        caller.explains()),
                caller.scope());
        return new Response(PredictedItem.all(answer.items()), answer.recommendationId());
    }

    private static String source(Request request) {
        var campaign = request.campaignArn();
        var recommender = request.recommenderArn();
        if (campaign != null && recommender != null) {
            throw new InvalidInput("Give a campaignArn or a recommenderArn, not both.");
        }
        if (campaign != null) {
            return campaign;
        }
        if (recommender != null) {
            return recommender;
        }
        throw new InvalidInput("Give the campaignArn or the recommenderArn that shall answer.");
    }

    private static RecommendationRequest.@Nullable Promotion promotion(@Nullable List<Promotion> promotions) {
        if (promotions == null || promotions.isEmpty()) {
            return null;
        }
        var promotion = promotions.getFirst();
        var filter = RuntimeRequests.filter(promotion.filterArn(), promotion.filterValues());
        if (filter == null) {
            throw new InvalidInput("A promotion needs a filterArn: the filter says which items are promoted.");
        }
        if (promotion.percentPromotedItems() == null) {
            throw new InvalidInput("A promotion needs percentPromotedItems, from 1 to 100.");
        }
        return new RecommendationRequest.Promotion(promotion.name(), promotion.percentPromotedItems(), filter);
    }
}
