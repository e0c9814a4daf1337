package dev.kindred.server.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The interactions that a model is trained on, and their weights. The first rule that matches an interaction
/// applies. An interaction that matches no rule is excluded.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventParameters.html">EventParameters</a>
public record Selection(List<Rule> rules) {

    /// All interactions, with weight 1.
    public static final Selection ALL = new Selection(List.of(new Rule(null, Double.NaN, 1)));

    /// A rule for interactions of a kind.
    ///
    /// @param eventType compared without regard to case; null for any
    /// @param minimumValue the least event value, or NaN for any; an interaction without a value does not reach
    /// a minimum
    /// @param weight the weight of such an interaction; greater than 0
    public record Rule(@Nullable String eventType, double minimumValue, float weight) {}

    public Selection {
        rules = List.copyOf(rules);
    }

    /// Returns the weight of an event, or 0 if it is excluded.
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
