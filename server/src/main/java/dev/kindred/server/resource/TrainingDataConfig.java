package dev.kindred.server.resource;

import dev.kindred.server.constraint.ColumnName;
import dev.kindred.server.constraint.ColumnNames;
import dev.kindred.server.constraint.DatasetTypeName;
import dev.kindred.server.constraint.Length;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which columns are trained on, by dataset type: all but some, or some only.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_TrainingDataConfig.html">API
/// reference</a>
public record TrainingDataConfig(
        @Length(max = 3) @Nullable
        Map<@DatasetTypeName String, @ColumnNames List<@ColumnName String>> excludedDatasetColumns,

        @Length(max = 3) @Nullable
        Map<@DatasetTypeName String, @ColumnNames List<@ColumnName String>> includedDatasetColumns) {}
