package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Chooses on a hold-out how the order of events is looked at: one parameter after another, each model by
/// itself.
public final class SequenceSearch {

    /// With fewer users than this, what would be chosen is chance.
    private static final int LEAST_USERS = 30;

    private static final int MOST_USERS = 3000;
    private static final double OTHER_DISTANCE_POWER = 1;
    private static final float[] DECAYS = {0.4f, 0.6f, 0.8f, 0.9f};
    private static final float[] SMOOTHINGS = {2, 10, 30};

    private final boolean ordered;
    private final int itemCount;
    private final HeldOutUser[] users;
    private final TrainingContext context;

    private SequenceSearch(boolean ordered, int itemCount, HeldOutUser[] users, TrainingContext context) {
        this.ordered = ordered;
        this.itemCount = itemCount;
        this.users = users;
        this.context = context;
    }

    /// The models of the order of events, and how they look at it.
    public record Found(NextItemRules rules, RecentSequences sequences, SequenceParameters parameters) {}

    /// Returns models with chosen parameters, trained on `log`.
    ///
    /// @param users of a hold-out of which `log` is the rest
    public static Found search(InteractionLog log, boolean ordered, HeldOutUser[] users, TrainingContext context) {
        int step = Math.max(1, (users.length + MOST_USERS - 1) / MOST_USERS);
        var few = IntStream.range(0, users.length)
                .filter(user -> user % step == 0)
                .mapToObj(user -> users[user])
                .toArray(HeldOutUser[]::new);
        return new SequenceSearch(ordered, log.itemCount(), few, context).search(Sequences.of(log));
    }

    /// Returns models with given parameters, trained on `log`.
    public static Found train(InteractionLog log, boolean ordered, SequenceParameters parameters, TrainingContext context) {
        var all = Sequences.of(log);
        var search = new SequenceSearch(ordered, log.itemCount(), new HeldOutUser[0], context);
        return new Found(
                search.rules(all, parameters),
                RecentSequences.train(all, parameters.sequencesDecay(), ordered),
                parameters);
    }

    private NextItemRules rules(Sequences all, SequenceParameters parameters) {
        return NextItemRules.train(
                all,
                parameters.distancePower(),
                ordered,
                parameters.rulesDecay(),
                parameters.smoothing(),
                context.part(0, 0.8));
    }

    private Found search(Sequences all) {
        var parameters = SequenceParameters.start(ordered);
        var rules = rules(all, parameters);
        var sequences = RecentSequences.train(all, parameters.sequencesDecay(), ordered);
        if (users.length < LEAST_USERS) {
            return new Found(rules, sequences, parameters);
        }
        parameters = bestRules(parameters, rules);
        if (ordered) {
            var others = parameters.withDistancePower(OTHER_DISTANCE_POWER);
            var otherRules = rules(all, others);
            if (gain(with(otherRules, others)) > gain(with(rules, parameters))) {
                parameters = others;
                rules = otherRules;
            }
            context.watch().reached("choosing recent sequences", 0.8);
            parameters = best(DECAYS, parameters::withSequencesDecay, of -> sequences.with(of.sequencesDecay()));
        }
        return new Found(with(rules, parameters), sequences.with(parameters.sequencesDecay()), parameters);
    }

    private SequenceParameters bestRules(SequenceParameters start, NextItemRules rules) {
        var smooth = best(SMOOTHINGS, start::withSmoothing, of -> with(rules, of));
        return ordered ? best(DECAYS, smooth::withRulesDecay, of -> with(rules, of)) : smooth;
    }

    private static NextItemRules with(NextItemRules rules, SequenceParameters parameters) {
        return rules.with(parameters.rulesDecay(), parameters.smoothing());
    }

    private SequenceParameters best(
            float[] values,
            Function<Float, SequenceParameters> change,
            Function<SequenceParameters, SequenceMember> member) {
        var best = change.apply(values[0]);
        double bestGain = -1;
        for (float value : values) {
            var tried = change.apply(value);
            double gain = gain(member.apply(tried));
            if (gain > bestGain) {
                best = tried;
                bestGain = gain;
            }
        }
        return best;
    }

    private double gain(SequenceMember member) {
        context.watch().reached("choosing how order counts", 0.8);
        var gains = new double[users.length];
        context.workers().forRanges(users.length, 64, (from, to) -> {
            var ranker = new Ranker(member, itemCount);
            for (int i = from; i < to; i++) {
                gains[i] = ranker.gain(users[i]);
            }
        });
        return Comparison.mean(gains);
    }

    /// Ranks by one model the items that a user has not had. It belongs to one thread.
    private static final class Ranker {

        private final SequenceMember member;
        private final ItemScores scores;
        private final Scratch scratch;
        private final TopK top = new TopK(HeldOutUser.DEPTH);
        private final int[] ranked = new int[HeldOutUser.DEPTH];
        private final float[] best = new float[HeldOutUser.DEPTH];

        Ranker(SequenceMember member, int itemCount) {
            this.member = member;
            scores = new ItemScores(itemCount);
            scratch = Scratch.roomFor(List.of(member));
        }

        double gain(HeldOutUser user) {
            if (user.history().size() == 0) {
                return 0;
            }
            var had = Arrays.stream(user.history().items()).sorted().toArray();
            member.score(SequenceMember.newest(user.history()), scores, scratch);
            var touched = scores.touched();
            for (int item = touched.next(0); item >= 0; item = touched.next(item + 1)) {
                float score = scores.score(item);
                if (score >= top.threshold() && Arrays.binarySearch(had, item) < 0) {
                    top.offer(item, score);
                }
            }
            scores.clear();
            int found = top.drain(ranked, best);
            return HeldOutUser.gain(place -> user.has(ranked[place]), found, user.newCount());
        }
    }
}
