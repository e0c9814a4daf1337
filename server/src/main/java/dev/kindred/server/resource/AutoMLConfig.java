package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.ShortText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recipes among which AutoML selects.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AutoMLConfig.html">API reference</a>
public record AutoMLConfig(
        @ShortText @Nullable String metricName,
        @Length(max = 100) @Nullable List<@PersonalizeArn String> recipeList) {}
