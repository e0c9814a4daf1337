package dev.kindred.engine.ranking;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a model.
///
/// @param history the events of the user, or [History#EMPTY]
/// @param item the item that others should be like, or [#NO_ITEM]
/// @param user the user's metadata by column, several values joined by `|`; empty where none is known
/// @param context the circumstances of the request, by column of the interactions
/// @param eligible the items that the answer may contain
/// @param numResults how many items are wanted
/// @param exploration how much of the answer may go to items of which little is known, or null for the
/// model's own way
/// @param now the time of the request, in seconds since 1970
/// @param seed the seed of random choices
public record Query(
        History history,
        int item,
        Map<String, String> user,
        Map<String, String> context,
        ItemSet eligible,
        int numResults,
        @Nullable Exploration exploration,
        long now,
        long seed) {

    /// An unknown item, or no item.
    public static final int NO_ITEM = -1;

    /// The share of exploration in an answer, as in AWS's User-Personalization recipe.
    ///
    /// @param weight from 0 (none) to 1
    /// @param itemAgeCutOffDays items older than this, in days, are not explored
    public record Exploration(double weight, double itemAgeCutOffDays) {}
}
