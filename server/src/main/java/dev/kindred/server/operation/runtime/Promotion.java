package dev.kindred.server.operation.runtime;

import dev.kindred.server.constraint.FilterParameter;
import dev.kindred.server.constraint.FilterValue;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.constraint.ResourceName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A share of the recommendations that is reserved for the items of a filter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_Promotion.html">API reference</a>
public record Promotion(
        @ResourceName @Nullable String name,
        @Range(min = 1, max = 100) @Nullable Integer percentPromotedItems,
        @PersonalizeArn @Nullable String filterArn,
        @Length(max = 25) @Nullable Map<@FilterParameter String, @FilterValue String> filterValues) {}
