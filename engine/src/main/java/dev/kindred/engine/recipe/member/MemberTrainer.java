package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.TrainingContext;
import java.util.Map;

/// A family of members: it selects parameters on a hold-out, trains a member, and reads one from a model's file.
///
/// An implementation has no state. It is in the package of its algorithm and is listed once, in the blend's list
/// of trainers.
///
/// @param <P> the parameters that a hold-out decides
public interface MemberTrainer<P> {

    /// The name of the family's member in model files and in the report of a training. It never changes.
    String name();

    /// The version of the sections that the family's member writes. It increases with every change of their
    /// layout.
    int version();

    /// The expected training time, in percent of the time of all families together. Progress reports use it.
    int share();

    /// Returns whether it scores by the order of events. In a blend with such members, all others together start
    /// with half the weight of one of them.
    boolean isSequential();

    /// Returns whether a blend for such data has a member of this family.
    boolean suits(MemberData data);

    /// Chooses parameters on a hold-out.
    ///
    /// @param data all but the hold-out
    /// @param users the users of the hold-out
    /// @return the parameters, and the member that [#train] returns for them and the same data: a search can reuse
    /// its intermediate results
    Found<P> search(MemberData data, HeldOutUser[] users, TrainingContext context);

    /// Trains a member with given parameters.
    Member train(MemberData data, P parameters, TrainingContext context);

    /// Returns the parameters by name, for people to read.
    Map<String, Number> describe(P parameters);

    /// Reads a member that [Member#write] wrote.
    ///
    /// @param prefix of its sections
    /// @param version [#version] at that time; 1 for models written before members had versions
    /// @param factorWeight see [Member]
    Member read(SectionFile file, String prefix, int version, float factorWeight);

    /// The result of a search.
    record Found<P>(P parameters, Member member) {}
}
