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
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.serving.RecommendationRequest;
import dev.kindred.server.serving.Recommendations;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ranks a list of items for a user.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_GetPersonalizedRanking.html">API
/// reference</a>
public final class GetPersonalizedRanking
        implements Operation<GetPersonalizedRanking.Request, GetPersonalizedRanking.Response> {

    public record Request(
            @Required @PersonalizeArn String campaignArn,
            @Required List<@OuterId String> inputList,
            @Required @OuterId String userId,
            @Length(max = 150) @Nullable Map<@ContextName String, @ContextValue String> context,
            @PersonalizeArn @Nullable String filterArn,
            @Length(max = 25) @Nullable Map<@FilterParameter String, @FilterValue String> filterValues,

            @Length(max = 1) @Nullable
            Map<@MetadataDataset String, @MetadataColumnNames List<@Length(max = 150) String>> metadataColumns) {}

    public record Response(List<PredictedItem> personalizedRanking, String recommendationId) {}

    private final Recommendations recommendations;

    public GetPersonalizedRanking(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        if (request.userId().isEmpty()) {
            throw new InvalidInput("userId is empty. Name the user to rank the items for.");
        }
        var answer = recommendations.rank(
                new RecommendationRequest(
                        request.campaignArn(),
                        request.userId(),
                        null,
                        request.inputList().size(),
                        RuntimeRequests.orEmpty(request.context()),
                        RuntimeRequests.filter(request.filterArn(), request.filterValues()),
                        null,
                        RuntimeRequests.columns(request.metadataColumns()),
                        caller.explains()),
                request.inputList(),
                caller.scope());
        return new Response(PredictedItem.all(answer.items()), answer.recommendationId());
    }
}
