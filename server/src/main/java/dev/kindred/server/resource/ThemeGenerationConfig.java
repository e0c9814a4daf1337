package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;

/// The configuration of theme generation.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ThemeGenerationConfig.html">API reference</a>
public record ThemeGenerationConfig(@Required FieldsForThemeGeneration fieldsForThemeGeneration) {}
