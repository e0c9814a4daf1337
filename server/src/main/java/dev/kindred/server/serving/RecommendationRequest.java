package dev.kindred.server.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller asks of a campaign or a recommender.
///
/// @param source the ARN of the campaign or recommender
/// @param userId the user, or the session of a user who is not known yet; null where none is named
/// @param itemId the item that others should be like, or null
/// @param context the circumstances of the request, by column of the interactions
/// @param metadataColumns the columns of the Items dataset that shall come with each item
public record RecommendationRequest(
        String source,
        @Nullable String userId,
        @Nullable String itemId,
        int numResults,
        Map<String, String> context,
        @Nullable FilterUse filter,
        @Nullable Promotion promotion,
        List<String> metadataColumns) {

    /// A filter with the values of its parameters.
    public record FilterUse(String filterArn, Map<String, String> values) {}

    /// A share of the answer that is kept for a filter's items.
    public record Promotion(@Nullable String name, int percent, FilterUse filter) {}
}
