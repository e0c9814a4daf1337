package dev.kindred.server.operation.runtime;

import dev.kindred.server.operation.Extension;
import dev.kindred.server.serving.ItemExplanation;
import dev.kindred.server.serving.RecommendedItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A recommended item. Members that the recipe does not support are left out.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_PredictedItem.html">API reference</a>
public record PredictedItem(
        String itemId,
        @Nullable Double score,
        @Nullable String promotionName,
        @Nullable Map<String, String> metadata,
        @Nullable List<String> reason,
        @Extension @Nullable ItemExplanation explanation) {

    static List<PredictedItem> all(List<RecommendedItem> items) {
        return items.stream()
                .map(item -> new PredictedItem(
                        item.itemId(),
                        item.score(),
                        item.promotionName(),
                        item.metadata(),
                        item.reasons(),
                        item.explanation()))
                .toList();
    }
}
