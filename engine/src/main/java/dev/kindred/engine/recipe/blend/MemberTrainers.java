package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.ease.EaseTrainer;
import dev.kindred.engine.recipe.factor.FactorTrainer;
import dev.kindred.engine.recipe.graph.GraphTrainer;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberTrainer;
import dev.kindred.engine.recipe.neighbours.NeighbourTrainer;
import dev.kindred.engine.recipe.sequence.RecentSequenceTrainer;
import dev.kindred.engine.recipe.sequence.RuleTrainer;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The families of members that a blend can have: the only list of them.
final class MemberTrainers {

    private static final System.Logger LOG = System.getLogger(MemberTrainers.class.getName());

    /// In the order of training, weighting and writing.
    static final List<MemberTrainer<?>> ALL = List.of(
            new NeighbourTrainer(),
            new GraphTrainer(),
            new FactorTrainer(),
            new RuleTrainer(),
            new RecentSequenceTrainer(),
            new EaseTrainer());

    private MemberTrainers() {}

    /// Returns the family of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    static MemberTrainer<?> named(String name) {
        for (var trainer : ALL) {
            if (trainer.name().equals(name)) {
                return trainer;
            }
        }
        throw new IllegalArgumentException("no family of members is called " + name);
    }

    /// A member that is trained without the hold-out, with the parameters that were chosen for it.
    record Candidate<P>(MemberTrainer<P> trainer, P parameters, Member member) {

        /// Returns the choice without the member, which releases its memory.
        Choice<P> weighted(float weight) {
            return new Choice<>(trainer, parameters, weight);
        }
    }

    /// The parameters and the weight of a member; a weight of 0 leaves it out.
    record Choice<P>(MemberTrainer<P> trainer, P parameters, float weight) {

        Member train(MemberData data, TrainingContext context) {
            return trainer.train(data, parameters, context);
        }

        /// Returns the parameters by name, for people to read.
        Map<String, Number> describe() {
            return trainer.describe(parameters);
        }
    }

    /// Chooses parameters for a member of each family that suits the data.
    ///
    /// @param data all but the hold-out
    /// @param users the users of the hold-out
    static List<Candidate<?>> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        var suitable = ALL.stream().filter(trainer -> trainer.suits(data)).toList();
        var progress = new Progress(suitable, context);
        var candidates = new ArrayList<Candidate<?>>();
        for (var trainer : suitable) {
            candidates.add(search(trainer, data, users, progress.next(trainer)));
        }
        return candidates;
    }

    private static <P> Candidate<P> search(
            MemberTrainer<P> trainer, MemberData data, HeldOutUser[] users, TrainingContext context) {
        var found = trainer.search(data, users, context);
        return new Candidate<>(trainer, found.parameters(), found.member());
    }

    /// Trains the members that have a weight.
    static List<Member> train(List<Choice<?>> choices, MemberData data, TrainingContext context) {
        var weighty = choices.stream().filter(choice -> choice.weight() > 0).toList();
        var trainers = weighty.stream().<MemberTrainer<?>>map(Choice::trainer).toList();
        var progress = new Progress(trainers, context);
        var members = new ArrayList<Member>();
        for (var choice : weighty) {
            members.add(choice.train(data, progress.next(choice.trainer())));
        }
        return members;
    }

    /// Divides a training among its members by their shares.
    private static final class Progress {

        private final TrainingContext context;
        private final double whole;
        private double done;

        Progress(List<MemberTrainer<?>> trainers, TrainingContext context) {
            this.context = context;
            this.whole = trainers.stream().mapToInt(MemberTrainer::share).sum();
        }

        TrainingContext next(MemberTrainer<?> trainer) {
            LOG.log(Level.DEBUG, "member {0} begins", trainer.name());
            double from = done;
            done += trainer.share() / whole;
            return context.part(from, done);
        }
    }
}
