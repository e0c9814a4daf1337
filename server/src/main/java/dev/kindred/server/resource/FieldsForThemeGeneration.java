package dev.kindred.server.resource;

import dev.kindred.server.constraint.ColumnName;
import dev.kindred.server.constraint.Required;

/// The columns of the Items dataset that themes are generated from.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_FieldsForThemeGeneration.html">API reference</a>
public record FieldsForThemeGeneration(@Required @ColumnName String itemName) {}
