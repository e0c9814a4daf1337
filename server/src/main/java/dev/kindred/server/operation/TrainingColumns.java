package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.resource.TrainingDataConfig;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Validation of the columns that a training configuration includes or excludes.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_TrainingDataConfig.html">API
/// reference</a>
public final class TrainingColumns {

    private static final Set<DatasetType> TYPES =
            Set.of(DatasetType.INTERACTIONS, DatasetType.ITEMS, DatasetType.USERS);
    private static final Set<String> ALWAYS_USED = Set.of("USER_ID", "ITEM_ID", "TIMESTAMP", "EVENT_TYPE");

    private TrainingColumns() {}

    /// Validates `config` against the schemas.
    ///
    /// @throws InvalidInput naming the dataset type or column that does not exist or cannot be excluded
    public static void check(@Nullable TrainingDataConfig config, GroupSchemas schemas) {
        if (config == null) {
            return;
        }
        if (config.excludedDatasetColumns() != null && config.includedDatasetColumns() != null) {
            throw new InvalidInput(
                    "trainingDataConfig has both excludedDatasetColumns and includedDatasetColumns. Give one of them.");
        }
        check("trainingDataConfig.excludedDatasetColumns", config.excludedDatasetColumns(), schemas, true);
        check("trainingDataConfig.includedDatasetColumns", config.includedDatasetColumns(), schemas, false);
    }

    private static void check(
            String member, @Nullable Map<String, List<String>> columns, GroupSchemas schemas, boolean excludes) {
        if (columns == null) {
            return;
        }
        columns.forEach((typeName, names) -> {
            var type = DatasetType.find(typeName)
                    .filter(TYPES::contains)
                    .orElseThrow(
                            () -> new InvalidInput("%s names the dataset type %s. Name INTERACTIONS, ITEMS or USERS."
                                    .formatted(member, typeName)));
            for (var name : names) {
                var column = schemas.requireColumn(type, name, member);
                if (excludes && ALWAYS_USED.contains(column.name())) {
                    throw new InvalidInput("%s names the column %s of %s, which no training can do without."
                            .formatted(member, name, type));
                }
            }
        });
    }

    /// Returns whether training ignores a column: it is excluded, or other columns are included.
    public static boolean isLeftOut(@Nullable TrainingDataConfig config, DatasetType type, String column) {
        if (config == null) {
            return false;
        }
        return names(config.excludedDatasetColumns(), type)
                        .filter(excluded -> excluded.contains(column.toUpperCase(Locale.ROOT)))
                        .isPresent()
                || names(config.includedDatasetColumns(), type)
                        .filter(included -> !included.contains(column.toUpperCase(Locale.ROOT)))
                        .isPresent();
    }

    private static Optional<Set<String>> names(@Nullable Map<String, List<String>> columns, DatasetType type) {
        return columns == null
                ? Optional.empty()
                : columns.entrySet().stream()
                        .filter(entry -> DatasetType.find(entry.getKey()).equals(Optional.of(type)))
                        .findFirst()
                        .map(entry -> entry.getValue().stream()
                                .map(name -> name.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toSet()));
    }
}
