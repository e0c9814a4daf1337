package dev.kindred.server.operation;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Map;

/// Understands filter expressions.
public interface FilterReader {

    /// Returns the fields that an expression uses, each once, as `Items.GENRE`.
    ///
    /// @param datasets the schemas of the dataset group's datasets
    /// @throws InvalidInput if it is no filter for those datasets, saying where and what was expected
    List<String> fieldsOf(String expression, Map<DatasetType, AvroSchema> datasets);
}
