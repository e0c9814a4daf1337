package dev.kindred.server.snapshot;

import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.EventParameters;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.snapshot.Selection.Rule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The events that a solution version or a use case selects, for training and for serving.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/event-values-types.html">Choosing the item
/// interaction data used for training</a>
public final class EventChoices {

    /// The least weight above 0. Much smaller ones are lost to the rounding of float sums. Taste.
    private static final double LEAST_WEIGHT = 1e-6;

    private EventChoices() {}

    /// Returns the events of a solution version: those of its events configuration, or of its event type and
    /// threshold.
    public static Selection of(SolutionVersion version) {
        var config = version.solutionConfig();
        var events = config.eventsConfig();
        if (events != null && events.eventParametersList() != null) {
            return new Selection(events.eventParametersList().stream()
                    .filter(parameters -> weight(parameters) > 0)
                    .map(EventChoices::rule)
                    .toList());
        }
        var threshold = config.eventValueThreshold();
        return new Selection(List.of(
                new Rule(version.eventType(), threshold == null ? Double.NaN : Double.parseDouble(threshold), 1)));
    }

    private static Rule rule(EventParameters parameters) {
        return new Rule(
                parameters.eventType(),
                Objects.requireNonNullElse(parameters.eventValueThreshold(), Double.NaN),
                weight(parameters));
    }

    private static float weight(EventParameters parameters) {
        double weight = Objects.requireNonNullElse(parameters.weight(), 1.0);
        return weight > 0 ? (float) Math.max(weight, LEAST_WEIGHT) : 0;
    }

    /// Returns the events of a use case.
    public static Selection of(RecipeFacts recipe) {
        return new Selection(List.of(new Rule(recipe.minimum().eventType(), Double.NaN, 1)));
    }

    /// Returns a phrase for the events of a selection, for messages about too few events.
    public static String described(Selection selection) {
        var types = selection.rules().stream().map(EventChoices::described).toList();
        return types.isEmpty() || types.contains("") ? "" : " of " + String.join(" or ", types);
    }

    private static String described(Rule rule) {
        @Nullable String type = rule.eventType();
        if (type == null) {
            return "";
        }
        return Double.isNaN(rule.minimumValue())
                ? "event type " + type
                : "event type %s with a value of %s or more".formatted(type, rule.minimumValue());
    }
}
