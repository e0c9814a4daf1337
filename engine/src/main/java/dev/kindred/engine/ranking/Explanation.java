package dev.kindred.engine.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The reasons of an item's place in an answer: signed shares that add up to a score.
///
/// The items of an answer are sorted by this score, except explored items, and items that fill the answer up.
/// Its scale is that of the model. For a blend it is the natural logarithm of the item's weight: the score of
/// the answer is `e^score`, divided by the sum over the whole catalog.
///
/// @param score the sum of all shares
/// @param causes items, the largest absolute share first
/// @param influences other causes, the largest absolute share first
public record Explanation(double score, List<Cause> causes, List<Influence> influences) {

    public Explanation {
        causes = sorted(causes, Cause::share);
        influences = sorted(influences, Influence::share);
    }

    /// An item of the history, or the item of the query.
    ///
    /// @param share the sum of the shares of the members
    /// @param members the share of each part of the model that uses the item, the largest absolute share first
    public record Cause(int item, double share, List<MemberShare> members) {

        public Cause {
            members = sorted(members, MemberShare::share);
        }
    }

    /// The share of a part of the model.
    public record MemberShare(String member, double share) {}

    /// A cause that is not an item.
    public record Influence(Kind kind, double share) {}

    /// The kinds of causes that are not items.
    public enum Kind {
        /// The number of users of the item.
        POPULARITY,
        /// The increase in interactions with the item.
        TREND,
        /// The age of the item.
        FRESHNESS,
        /// The user's metadata.
        USER_METADATA,
        /// The context of the request.
        CONTEXT,
        /// The objective of the solution.
        OBJECTIVE,
        /// How often users come back to items at all, against the weight of all new items.
        REPEATS,
        /// The user had the item, and users do not come back to items.
        SEEN,
        /// The lower bound of the weight of a new item.
        FLOOR,
        /// Items with smaller shares than the listed ones.
        MORE_ITEMS
    }

    /// Returns the explanation by an item of the query.
    public static Explanation ofItem(int item, String member, double share) {
        return new Explanation(
                share, List.of(new Cause(item, share, List.of(new MemberShare(member, share)))), List.of());
    }

    /// Returns the explanation by one cause that is not an item.
    public static Explanation of(Kind kind, double share) {
        return new Explanation(share, List.of(), List.of(new Influence(kind, share)));
    }

    private static <T> List<T> sorted(List<T> shares, ToDoubleFunction<T> share) {
        if (shares.size() < 2) {
            return List.copyOf(shares);
        }
        var sorted = new ArrayList<>(shares);
        sorted.sort((a, b) -> Double.compare(Math.abs(share.applyAsDouble(b)), Math.abs(share.applyAsDouble(a))));
        return List.copyOf(sorted);
    }
}
