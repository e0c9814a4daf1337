package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberData.EventOrder;
import dev.kindred.engine.recipe.member.MemberTrainer;
import java.util.LinkedHashMap;
import java.util.Map;

/// [NextItemRules], with parameters selected on a hold-out one after another: the smoothing, the decay, the
/// distance.
public final class RuleTrainer implements MemberTrainer<RuleParameters> {

    /// The candidate values, in addition to those of [RuleParameters#start]. Taste.
    private static final float[] SMOOTHINGS = {2, 10, 30};

    static final float[] DECAYS = {0.4f, 0.6f, 0.8f, 0.9f};

    /// The alternative weight of a pair, 1 / distance, as in Ludewig and Jannach's sequential rules (UMUAI
    /// 2018).
    private static final double OTHER_DISTANCE_POWER = 1;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 4;
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
    public Found<RuleParameters> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        var holdOut = new NextItemHoldOut(data.itemCount(), users, context);
        var start = RuleParameters.start(isOrdered(data));
        var rules = rules(data, start, context);
        if (!holdOut.canChoose()) {
            return found(start, rules);
        }
        var smooth = holdOut.best(SMOOTHINGS, start::withSmoothing, rules::with);
        if (!isOrdered(data)) {
            return found(smooth, rules);
        }
        var best = holdOut.best(DECAYS, smooth::withDecay, rules::with);
        var other = best.withDistancePower(OTHER_DISTANCE_POWER);
        var otherRules = rules(data, other, context);
        return holdOut.gain(otherRules.with(other)) > holdOut.gain(rules.with(best))
                ? found(other, otherRules)
                : found(best, rules);
    }

    private Found<RuleParameters> found(RuleParameters parameters, NextItemRules rules) {
        return new Found<>(parameters, Member.ofSparse(name(), rules.with(parameters)));
    }

    @Override
    public Member train(MemberData data, RuleParameters parameters, TrainingContext context) {
        return Member.ofSparse(name(), rules(data, parameters, context));
    }

    private static NextItemRules rules(MemberData data, RuleParameters parameters, TrainingContext context) {
        return NextItemRules.train(Sequences.of(data), parameters, isOrdered(data), context.part(0, 0.8));
    }

    private static boolean isOrdered(MemberData data) {
        return data.order() == EventOrder.DIRECTED;
    }

    @Override
    public Map<String, Number> describe(RuleParameters parameters) {
        var numbers = new LinkedHashMap<String, Number>();
        numbers.put("distance_power", parameters.distancePower());
        numbers.put("decay", parameters.decay());
        numbers.put("smoothing", parameters.smoothing());
        return numbers;
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return Member.ofSparse(name(), NextItemRules.read(file));
    }
}
