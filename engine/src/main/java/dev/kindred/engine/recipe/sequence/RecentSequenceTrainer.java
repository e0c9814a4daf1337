package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberData.EventOrder;
import dev.kindred.engine.recipe.member.MemberTrainer;
import java.util.Map;

/// [RecentSequences], with a decay selected on a hold-out if order counts.
public final class RecentSequenceTrainer implements MemberTrainer<RecentSequenceTrainer.Decay> {

    /// The decay if there are too few users to select one. Taste.
    private static final float START = 0.7f;

    /// The factor by which an event of the history counts less than the next newer one.
    public record Decay(float value) {}

    @Override
    public String name() {
        return "sequences";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 1;
    }

    @Override
    public boolean isSequential() {
        return true;
    }

    @Override
    public boolean suits(MemberData data) {
        return data.order() != EventOrder.IGNORED;
    }

    @Override
    public Found<Decay> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        var holdOut = new NextItemHoldOut(data.itemCount(), users, context);
        var start = new Decay(isOrdered(data) ? START : 1);
        var sequences = sequences(data, start);
        var best = isOrdered(data) && holdOut.canChoose()
                ? holdOut.best(RuleTrainer.DECAYS, Decay::new, decay -> sequences.with(decay.value()))
                : start;
        return new Found<>(best, Member.ofSparse(name(), sequences.with(best.value())));
    }

    @Override
    public Member train(MemberData data, Decay parameters, TrainingContext context) {
        return Member.ofSparse(name(), sequences(data, parameters));
    }

    private static RecentSequences sequences(MemberData data, Decay decay) {
        return RecentSequences.train(Sequences.of(data), decay.value(), isOrdered(data));
    }

    private static boolean isOrdered(MemberData data) {
        return data.order() == EventOrder.DIRECTED;
    }

    @Override
    public Map<String, Number> describe(Decay parameters) {
        return Map.of("decay", parameters.value());
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return Member.ofSparse(name(), RecentSequences.read(file));
    }
}
