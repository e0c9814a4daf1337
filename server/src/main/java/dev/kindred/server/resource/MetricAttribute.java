package dev.kindred.server.resource;

import dev.kindred.server.constraint.EventTypeName;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ShortText;

/// A metric of a metric attribution: an expression over the events of one type.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_MetricAttribute.html">API reference</a>
public record MetricAttribute(
        @Required @EventTypeName String eventType,
        @Required @ShortText String metricName,
        @Required @ShortText String expression) {}
