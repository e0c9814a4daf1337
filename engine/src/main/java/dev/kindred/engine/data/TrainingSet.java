package dev.kindred.engine.data;

import dev.kindred.engine.text.TextVectors;
import java.util.List;

/// The training data of a model. The indices of users and items are the same in all parts.
///
/// @param contexts the context attributes of the interactions, a column each
public record TrainingSet(
        InteractionLog interactions, ItemTable items, UserTable users, List<InteractionContext> contexts) {

    public TrainingSet {
        if (interactions.itemCount() != items.size() || interactions.userCount() != users.size()) {
            throw new IllegalArgumentException("the tables differ in size from the interactions");
        }
        contexts = List.copyOf(contexts);
        for (var context : contexts) {
            if (context.codes().length != interactions.size()) {
                throw new IllegalArgumentException(
                        "%s differs in size from the interactions".formatted(context.name()));
            }
        }
    }

    /// A training set without context attributes.
    public TrainingSet(InteractionLog interactions, ItemTable items, UserTable users) {
        this(interactions, items, users, List.of());
    }

    /// Returns this set with the vectors of the items' texts.
    public TrainingSet with(TextVectors texts) {
        var known = new ItemTable(items.ids(), items.createdAt(), items.features(), items.shown(), texts);
        return new TrainingSet(interactions, known, users, contexts);
    }
}
