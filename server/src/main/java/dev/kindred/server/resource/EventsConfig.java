package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The event types that training uses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventsConfig.html">API reference</a>
public record EventsConfig(@Length(max = 10) @Nullable List<EventParameters> eventParametersList) {}
