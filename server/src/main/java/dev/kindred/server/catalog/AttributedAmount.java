package dev.kindred.server.catalog;

import java.math.BigDecimal;
import java.math.MathContext;

/// What a metric has come to by one source in one window of time.
///
/// @param item the item whose column is to be added up for each event, or empty where `total` says it all
/// @param events how many events were counted; below 0 where more was reported than was kept yet
public record AttributedAmount(
        String metric, String source, long windowStart, String item, long events, BigDecimal total) {

    /// Of what an amount is kept.
    public record Place(String metric, String source, long windowStart, String item) {}

    public Place place() {
        return new Place(metric, source, windowStart, item);
    }

    /// Returns this and another amount of the same place together.
    public AttributedAmount plus(AttributedAmount other) {
        return new AttributedAmount(
                metric,
                source,
                windowStart,
                item,
                events + other.events,
                total.add(other.total, MathContext.DECIMAL128));
    }

    /// Returns what takes this amount back.
    public AttributedAmount negated() {
        return new AttributedAmount(metric, source, windowStart, item, -events, total.negate());
    }
}
