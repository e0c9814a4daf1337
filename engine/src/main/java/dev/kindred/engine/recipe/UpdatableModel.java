package dev.kindred.engine.recipe;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.recipe.Recipe.Objective;
import org.jspecify.annotations.Nullable;

/// A model that accepts new items without a new training: its parameters are kept, and new items are explored.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-new-item-USER_PERSONALIZATION.html#automatic-updates">
/// Automatic updates</a>
public interface UpdatableModel extends Model {

    /// Returns this model with new metadata of its items, and with new items.
    ///
    /// @param items the items of this model, in its order, followed by the new ones
    /// @param interactions the interactions with these items
    /// @param objective the objective besides relevance, or null
    Model updated(ItemTable items, InteractionLog interactions, @Nullable Objective objective);

    /// Checks that `now` begins with all ids of `before`.
    ///
    /// @throws IllegalArgumentException if it does not
    static void requireSameBeginning(IdIndex before, IdIndex now) {
        for (int item = 0; item < before.size(); item++) {
            if (item >= now.size() || !before.id(item).equals(now.id(item))) {
                throw new IllegalArgumentException("an updated model keeps the indices of its items");
            }
        }
    }
}
