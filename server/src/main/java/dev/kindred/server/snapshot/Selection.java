package dev.kindred.server.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which interactions a model is trained on, and how much each counts: of the rules, the first that fits an
/// interaction decides; one that none fits is left out.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventParameters.html">EventParameters</a>
public record Selection(List<Rule> rules) {

    /// Every interaction, each counting 1.
    public static final Selection ALL = new Selection(List.of(new Rule(null, Double.NaN, 1)));

    /// A kind of interactions.
    ///
    /// @param eventType compared without regard to case; null for any
    /// @param minimumValue the least event value, NaN for any; an interaction without a value does not reach
    /// one
    /// @param weight how much such an interaction counts; greater than 0
    public record Rule(@Nullable String eventType, double minimumValue, float weight) {}

    public Selection {
        rules = List.copyOf(rules);
    }

    /// Returns how much an event counts, 0 if it is left out.
    ///
    /// @param value the event's value, or NaN if it has none
    public float weight(@Nullable String eventType, float value) {
        for (var rule : rules) {
            boolean fits = rule.eventType() == null || rule.eventType().equalsIgnoreCase(eventType);
            if (fits && (Double.isNaN(rule.minimumValue()) || value >= rule.minimumValue())) {
                return rule.weight();
            }
        }
        return 0;
    }
}
