package dev.kindred.server.operation.runtime;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.serving.RecommendationRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Members common to requests for recommendations.
final class RuntimeRequests {

    /// AWS's maximum number of metadata columns.
    private static final int MOST_COLUMNS = 10;

    private RuntimeRequests() {}

    /// Returns the id, or null if it is empty: an empty id means none.
    static @Nullable String id(@Nullable String id) {
        return id == null || id.isEmpty() ? null : id;
    }

    static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    static RecommendationRequest.@Nullable FilterUse filter(
            @Nullable String arn, @Nullable Map<String, String> values) {
        return arn == null ? null : new RecommendationRequest.FilterUse(arn, orEmpty(values));
    }

    /// Returns the requested columns of the Items dataset.
    static List<String> columns(@Nullable Map<String, List<String>> columns) {
        if (columns == null || columns.isEmpty()) {
            return List.of();
        }
        var asked = columns.entrySet().iterator().next();
        if (!asked.getKey().toUpperCase(Locale.ROOT).equals("ITEMS")) {
            throw new InvalidInput("metadataColumns has the key %s. Give the key ITEMS: only items have metadata."
                    .formatted(asked.getKey()));
        }
        if (asked.getValue().size() > MOST_COLUMNS) {
            throw new InvalidInput("metadataColumns names %d columns. Name at most %d."
                    .formatted(asked.getValue().size(), MOST_COLUMNS));
        }
        return asked.getValue();
    }
}
