package dev.kindred.server.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hyper-parameters that hyper-parameter optimization selected.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_TunedHPOParams.html">API reference</a>
public record TunedHPOParams(@Nullable Map<String, String> algorithmHyperParameters) {}
