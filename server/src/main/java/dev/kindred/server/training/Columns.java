package dev.kindred.server.training;

import dev.kindred.server.resource.TrainingDataConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns that a training configuration excludes.
public final class Columns {

    private Columns() {}

    /// Returns a test whether a column of a dataset type is left out: it is excluded, or other columns are
    /// included.
    public static Predicate<String> excluded(@Nullable TrainingDataConfig config, String datasetType) {
        if (config == null) {
            return column -> false;
        }
        var excluded = of(config.excludedDatasetColumns(), datasetType);
        if (excluded != null) {
            return column -> excluded.contains(column.toUpperCase(Locale.ROOT));
        }
        var included = of(config.includedDatasetColumns(), datasetType);
        return included == null ? column -> false : column -> !included.contains(column.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Set<String> of(@Nullable Map<String, List<String>> columns, String datasetType) {
        if (columns == null) {
            return null;
        }
        return columns.entrySet().stream()
                .filter(entry -> entry.getKey().toUpperCase(Locale.ROOT).equals(datasetType))
                .findFirst()
                .map(entry -> entry.getValue().stream()
                        .map(column -> column.toUpperCase(Locale.ROOT))
                        .collect(Collectors.toSet()))
                .orElse(null);
    }
}
