package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.neighbours.Exponents;
import dev.kindred.engine.recipe.sequence.SequenceParameters;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was chosen on a hold-out and then holds for the model that is trained on everything.
///
/// @param exponents of the neighbours
/// @param factors how factors are trained, or null if they are not
/// @param sequences how the order of events is looked at, or null if it is not
/// @param weights of the members, in their order; 0 where one is left out
/// @param recency how much less older events count, see [Profile]
/// @param heldBack whether items that the user had already come only when nothing else is left
/// @param curve from scores to how likely an item is
/// @param balance of what speaks for a repeat
record Choices(
        Exponents exponents,
        @Nullable AlsSettings factors,
        @Nullable SequenceParameters sequences,
        Map<String, Double> weights,
        double recency,
        boolean heldBack,
        Curve curve,
        Balance balance) {

    /// Returns the choices by name, for people to read.
    Map<String, String> text() {
        var text = new LinkedHashMap<String, String>();
        text.put("neighbours.user_exponent", number(exponents.user()));
        text.put("neighbours.row_exponent", number(exponents.row()));
        text.put("neighbours.column_exponent", number(exponents.column()));
        if (factors != null) {
            text.put("factors.rank", Integer.toString(factors.rank()));
            text.put("factors.unobserved_weight", number(factors.unobservedWeight()));
            text.put("factors.regularization", number(factors.regularization()));
        }
        if (sequences != null) {
            text.put("rules.distance_power", number(sequences.distancePower()));
            text.put("rules.decay", number(sequences.rulesDecay()));
            text.put("rules.smoothing", number(sequences.smoothing()));
            text.put("sequences.decay", number(sequences.sequencesDecay()));
        }
        weights.forEach((name, weight) -> text.put("weight." + name, number(weight)));
        text.put("recency", number(recency));
        text.put("repeats", heldBack ? "held back" : "by their chances");
        text.put("sharpness", number(curve.sharpness()));
        text.put("knee", number(curve.knee()));
        for (int i = 0; i < Balance.WIDTH && !heldBack; i++) {
            text.put("balance." + i, number(balance.weights()[i]));
        }
        return text;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
