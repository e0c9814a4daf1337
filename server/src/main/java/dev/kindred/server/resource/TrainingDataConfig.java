package dev.kindred.server.resource;

import dev.kindred.server.constraint.ColumnName;
import dev.kindred.server.constraint.ColumnNames;
import dev.kindred.server.constraint.DatasetTypeName;
import dev.kindred.server.constraint.Length;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The columns that training uses, by dataset type: a list of included or of excluded columns.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_TrainingDataConfig.html">API reference</a>
public record TrainingDataConfig(
        @Length(max = 3) @Nullable
        Map<@DatasetTypeName String, @ColumnNames List<@ColumnName String>> excludedDatasetColumns,

        @Length(max = 3) @Nullable
        Map<@DatasetTypeName String, @ColumnNames List<@ColumnName String>> includedDatasetColumns) {}
