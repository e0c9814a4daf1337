package dev.kindred.server.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a campaign or a recommender.
///
/// @param source the ARN of the campaign or recommender
/// @param userId the user, or the session of an anonymous user; null if there is none
/// @param itemId the item to which the results relate, or null
/// @param context the context of the request, by column of the interactions
/// @param metadataColumns the columns of the Items dataset to return with each item
/// @param explained whether the reasons of each item are to be returned
public record RecommendationRequest(
        String source,
        @Nullable String userId,
        @Nullable String itemId,
        int numResults,
        Map<String, String> context,
        @Nullable FilterUse filter,
        @Nullable Promotion promotion,
        List<String> metadataColumns,
        boolean explained) {

    /// A filter and the values of its parameters.
    public record FilterUse(String filterArn, Map<String, String> values) {}

    /// A share of the response that is reserved for a filter's items.
    public record Promotion(@Nullable String name, int percent, FilterUse filter) {}
}
