package dev.kindred.engine.data;

/// All that a model is trained on. Users and items are the same in all three, by index.
public record TrainingSet(InteractionLog interactions, ItemTable items, UserTable users) {

    public TrainingSet {
        if (interactions.itemCount() != items.size() || interactions.userCount() != users.size()) {
            throw new IllegalArgumentException("the tables differ in size from the interactions");
        }
    }
}
