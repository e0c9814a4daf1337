package dev.kindred.server.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item of a response.
///
/// @param score its relative relevance, or null if the recipe has no scores
/// @param promotionName the promotion of the item, or null
/// @param metadata the requested columns, or null if none were requested
/// @param reasons the reasons of the recommendation, in AWS's words, or null if there are none
/// @param explanation the reasons of its score, or null if the request does not ask for them
public record RecommendedItem(
        String itemId,
        @Nullable Double score,
        @Nullable String promotionName,
        @Nullable Map<String, String> metadata,
        @Nullable List<String> reasons,
        @Nullable ItemExplanation explanation) {}
