package dev.kindred.server.catalog;

import java.math.BigDecimal;
import java.math.MathContext;

/// The events and the total of a metric for one source in one window of time.
///
/// @param item the item whose column is added for each event, or empty where `total` already holds the sum
/// @param events the number of counted events; negative where more was reported than is stored yet
public record AttributedAmount(
        String metric, String source, long windowStart, String item, long events, BigDecimal total) {

    /// The key of an amount.
    public record Place(String metric, String source, long windowStart, String item) {}

    public Place place() {
        return new Place(metric, source, windowStart, item);
    }

    /// Returns the sum of this and another amount of the same key.
    public AttributedAmount plus(AttributedAmount other) {
        return new AttributedAmount(
                metric,
                source,
                windowStart,
                item,
                events + other.events,
                total.add(other.total, MathContext.DECIMAL128));
    }

    /// Returns the amount that cancels this one.
    public AttributedAmount negated() {
        return new AttributedAmount(metric, source, windowStart, item, -events, total.negate());
    }
}
