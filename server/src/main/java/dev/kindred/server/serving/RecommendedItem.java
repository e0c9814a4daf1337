package dev.kindred.server.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item of an answer.
///
/// @param score how well it fits, or null where the recipe tells no scores
/// @param promotionName the promotion that put it there, or null
/// @param metadata its columns that were asked for, or null where none were
/// @param reasons why it is there, in AWS's words, or null where there is nothing to say
public record RecommendedItem(
        String itemId,
        @Nullable Double score,
        @Nullable String promotionName,
        @Nullable Map<String, String> metadata,
        @Nullable List<String> reasons) {}
