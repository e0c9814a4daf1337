package dev.kindred.engine.recipe.member;

import dev.kindred.engine.recipe.TrainingContext;
import java.util.Map;

/// A family of members without parameters to choose.
public interface FixedTrainer extends MemberTrainer<FixedTrainer.NoParameters> {

    /// Trains a member.
    Member train(MemberData data, TrainingContext context);

    @Override
    default Found<NoParameters> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        return new Found<>(new NoParameters(), train(data, context));
    }

    @Override
    default Member train(MemberData data, NoParameters parameters, TrainingContext context) {
        return train(data, context);
    }

    @Override
    default Map<String, Number> describe(NoParameters parameters) {
        return Map.of();
    }

    record NoParameters() {}
}
