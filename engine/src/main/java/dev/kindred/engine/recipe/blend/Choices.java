package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.blend.MemberTrainers.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The parameters that are selected on a hold-out and used in the training on all data.
///
/// @param members their parameters and weights
/// @param recency the discount of older events, see [dev.kindred.engine.recipe.member.Profile]
/// @param excludeSeen whether items of the history rank below all others
/// @param curve the map from scores to weights
/// @param balance the weights of the features that predict a repeat
record Choices(List<Choice<?>> members, double recency, boolean excludeSeen, Curve curve, Balance balance) {

    /// Returns the choices by name, for people to read.
    Map<String, String> text() {
        var text = new LinkedHashMap<String, String>();
        for (var member : members) {
            member.describe().forEach((name, value) -> text.put(member.trainer().name() + "." + name, number(value)));
        }
        for (var member : members) {
            text.put("weight." + member.trainer().name(), number(member.weight()));
        }
        text.put("recency", number(recency));
        text.put("repeats", excludeSeen ? "held back" : "by their chances");
        text.put("sharpness", number(curve.inverseTemperature()));
        text.put("knee", number(curve.knee()));
        for (int i = 0; i < Balance.WIDTH && !excludeSeen; i++) {
            text.put("balance." + i, number(balance.weights()[i]));
        }
        return text;
    }

    private static String number(Number value) {
        return value instanceof Integer ? value.toString() : String.format(Locale.ROOT, "%.3g", value.doubleValue());
    }
}
