package dev.kindred.server.serving;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.ranking.Explanation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The reasons of an item in a response: signed shares that add up to a score. `docs/explanations.md` describes
/// it.
///
/// @param score the sum of all shares
/// @param causes items, the largest absolute share first
/// @param other other causes, the largest absolute share first
public record ItemExplanation(double score, List<Cause> causes, List<Other> other) {

    /// The maximum number of causes; the others are summed up. Taste.
    static final int MOST_CAUSES = 10;

    /// An item that is a cause.
    ///
    /// @param member the part of the model with the largest absolute share
    /// @param members the share of each part of the model
    public record Cause(String itemId, double share, String member, Map<String, Double> members) {}

    /// A cause that is not an item.
    public record Other(String cause, double share) {}

    static ItemExplanation of(Explanation explanation, IdIndex ids) {
        return new ItemExplanation(
                rounded(explanation.score()),
                explanation.causes().stream().map(cause -> cause(cause, ids)).toList(),
                explanation.influences().stream()
                        .map(influence -> new Other(nameOf(influence.kind()), rounded(influence.share())))
                        .toList());
    }

    private static Cause cause(Explanation.Cause cause, IdIndex ids) {
        var members =
                LinkedHashMap.<String, Double>newLinkedHashMap(cause.members().size());
        for (var member : cause.members()) {
            members.put(member.member(), rounded(member.share()));
        }
        return new Cause(
                ids.id(cause.item()),
                rounded(cause.share()),
                cause.members().getFirst().member(),
                members);
    }

    /// Shares have 7 decimals, as scores have.
    private static double rounded(double share) {
        return Math.round(share * 1e7) / 1e7;
    }

    /// Returns the name of a kind in a response, such as `userMetadata`.
    private static String nameOf(Explanation.Kind kind) {
        var words = kind.name().toLowerCase(Locale.ROOT).split("_", -1);
        var name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }
}
