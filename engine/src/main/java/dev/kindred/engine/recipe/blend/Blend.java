package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.repeat.RepeatModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Members and the combination of their scores. Thread-safe.
///
/// File: `blend.members`, a line of text for each member: its name, the version of its sections, its weight, and
/// the weight of its factors; `blend.numbers` (floats): recency, 1 if items of the history are excluded or 0, the
/// bonus of repeats in models that were written before there was a [RepeatModel], the inverse temperature and the
/// knee of the [Curve]; where repeats come by their chances the sections of [RepeatModel] and `blend.balance`
/// (floats), the weights of [Balance]; and the sections of member `m`, under `m.` unless its class says otherwise.
/// Models written before members had versions have letters in their place, for the parts of the member, and mean
/// version 1.
final class Blend {

    /// The inverse temperature of models that were written before it was chosen on a hold-out.
    private static final float DEFAULT_INVERSE_TEMPERATURE = 4;

    private final List<Member> members;
    private final float[] weights;
    private final double recency;
    private final Repeats repeats;
    private final Curve curve;
    private final int[] popular;
    private final ConcurrentLinkedQueue<Scoring> idle = new ConcurrentLinkedQueue<>();

    /// The treatment of items of the history.
    sealed interface Repeats {

        /// They rank last.
        record Excluded() implements Repeats {}

        /// They rank by their probabilities.
        record ByChance(RepeatModel model, Balance balance) implements Repeats {}

        /// A bonus is added to their scores, in models written before there was a [RepeatModel].
        ///
        /// @param bonus for the one had most often, in the scale of good scores
        record Bonus(double bonus) implements Repeats {}
    }

    /// @param popular every item that it was trained with once, the most popular first
    Blend(List<Member> members, float[] weights, double recency, Repeats repeats, Curve curve, int[] popular) {
        this.members = List.copyOf(members);
        this.weights = weights;
        this.recency = recency;
        this.repeats = repeats;
        this.curve = curve;
        this.popular = popular;
    }

    /// Lets `work` use a scoring, which belongs to it until it returns.
    <T> T with(Function<Scoring, T> work) {
        var polled = idle.poll();
        var scoring = polled == null ? new Scoring(members, weights, popular, false) : polled;
        var result = work.apply(scoring);
        idle.add(scoring); // one that failed is not used again: its sums may be left as they were
        return result;
    }

    /// Returns a scoring of every item, against which the others are measured.
    Scoring exact() {
        return new Scoring(members, weights, popular, true);
    }

    /// The number of items it was trained with; it has no scores of others.
    int itemCount() {
        return popular.length;
    }

    double recency() {
        return recency;
    }

    Repeats repeats() {
        return repeats;
    }

    Curve curve() {
        return curve;
    }

    void write(SectionWriter file) throws IOException {
        var lines = new StringBuilder();
        for (int m = 0; m < members.size(); m++) {
            var member = members.get(m);
            int version = MemberTrainers.named(member.name()).version();
            lines.append(member.name()).append(' ').append(version).append(' ');
            lines.append(weights[m]).append(' ').append(member.factorWeight()).append('\n');
        }
        file.text("blend.members", lines.toString());
        boolean excludesSeen = repeats instanceof Repeats.Excluded;
        double bonus = repeats instanceof Repeats.Bonus of ? of.bonus() : 0;
        file.floats("blend.numbers", new float[] {
            (float) recency, excludesSeen ? 1 : 0, (float) bonus, curve.inverseTemperature(), curve.knee()
        });
        if (repeats instanceof Repeats.ByChance of) {
            of.model().write(file);
            file.floats("blend.balance", of.balance().weights());
        }
        for (int m = 0; m < members.size(); m++) {
            members.get(m).write(file, m + ".");
        }
    }

    static Blend read(SectionFile file, int[] popular) {
        var members = new ArrayList<Member>();
        var lines = file.text("blend.members").lines().toList();
        var weights = new float[lines.size()];
        for (int m = 0; m < weights.length; m++) {
            var words = lines.get(m).split(" ", -1);
            int version = words[1].matches("\\d+") ? Integer.parseInt(words[1]) : 1;
            weights[m] = Float.parseFloat(words[2]);
            members.add(MemberTrainers.named(words[0]).read(file, m + ".", version, Float.parseFloat(words[3])));
        }
        var numbers = file.floats("blend.numbers");
        float inverseTemperature = numbers.length > 3 ? numbers[3] : DEFAULT_INVERSE_TEMPERATURE;
        float knee = numbers.length > 4 ? numbers[4] : Float.POSITIVE_INFINITY;
        return new Blend(
                members, weights, numbers[0], repeats(file, numbers), new Curve(inverseTemperature, knee), popular);
    }

    private static Repeats repeats(SectionFile file, float[] numbers) {
        if (numbers[1] != 0) {
            return new Repeats.Excluded();
        }
        var model = RepeatModel.read(file);
        return model == null
                ? new Repeats.Bonus(numbers[2])
                : new Repeats.ByChance(model, new Balance(file.floats("blend.balance")));
    }
}
