package dev.kindred.server.operation.runtime;

import dev.kindred.server.constraint.FilterParameter;
import dev.kindred.server.constraint.FilterValue;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OuterId;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.serving.ActionRecommendations;
import dev.kindred.server.serving.RecommendationRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Returns the actions that a user is most likely to take.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetActionRecommendations.html">API
/// reference</a>
public final class GetActionRecommendations
        implements Operation<GetActionRecommendations.Request, GetActionRecommendations.Response> {

    /// AWS's default of numResults.
    private static final int DEFAULT_RESULTS = 5;

    public record Request(
            @PersonalizeArn @Nullable String campaignArn,
            @OuterId @Nullable String userId,
            @Range(min = 0) @Nullable Integer numResults,
            @PersonalizeArn @Nullable String filterArn,
            @Length(max = 25) @Nullable Map<@FilterParameter String, @FilterValue String> filterValues) {}

    public record Response(List<PredictedAction> actionList, String recommendationId) {}

    private final ActionRecommendations recommendations;

    public GetActionRecommendations(ActionRecommendations recommendations) {
        this.recommendations = recommendations;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var campaign = request.campaignArn();
        if (campaign == null) {
            throw new InvalidInput("Give the campaignArn that shall answer.");
        }
        var answer = recommendations.recommend(
                new RecommendationRequest(
                        campaign,
                        RuntimeRequests.id(request.userId()),
                        null,
                        request.numResults() == null ? DEFAULT_RESULTS : request.numResults(),
                        Map.of(),
                        RuntimeRequests.filter(request.filterArn(), request.filterValues()),
                        null,
                        List.of(),
                        false),
                caller.scope());
        return new Response(PredictedAction.all(answer.actions()), answer.recommendationId());
    }
}
