package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberTrainer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Implicit factors by [ImplicitAls], with settings chosen on a hold-out.
public final class FactorTrainer implements MemberTrainer<AlsSettings> {

    /// Ranks are multiples of this, because rows of whole cache lines and vectors are read fastest.
    private static final int RANK_STEP = 64;

    /// The rank for a hidden dimension below [#RANK_STEP]. Taste.
    private static final int SMALLEST_RANK = 32;

    /// Data with more pairs of a user and an item than this have a rank of at most [#RANK_STEP]: with so much
    /// data, the neighbours leave less for factors to explain. Taste.
    private static final int LARGE = 5_000_000;

    /// The iterations of a training: later ones change rankings little. Taste.
    private static final int ITERATIONS = 8;

    @Override
    public String name() {
        return "factors";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 35;
    }

    @Override
    public boolean isSequential() {
        return false;
    }

    @Override
    public boolean suits(MemberData data) {
        return true;
    }

    @Override
    public Found<AlsSettings> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        var settings = FactorSearch.search(data.byUser(), rank(data), users, context.part(0, 0.4))
                .withIterations(ITERATIONS);
        return new Found<>(settings, train(data, settings, context.part(0.4, 1)));
    }

    @Override
    public Member train(MemberData data, AlsSettings parameters, TrainingContext context) {
        var factors = ImplicitAls.train(data.byUser(), parameters, context);
        return Member.ofFactors(name(), FoldInFactors.of(factors));
    }

    /// Returns the largest rank that the recipe permits and the amount of data justifies.
    private static int rank(MemberData data) {
        int wanted = Math.max(SMALLEST_RANK, data.hiddenDimension() / RANK_STEP * RANK_STEP);
        int bound = MemberData.MOST_NUMBERS / Math.max(1, data.itemCount()) / RANK_STEP * RANK_STEP;
        return Math.min(wanted, data.byUser().size() > LARGE ? RANK_STEP : Math.max(RANK_STEP, bound));
    }

    @Override
    public Map<String, Number> describe(AlsSettings parameters) {
        var numbers = new LinkedHashMap<String, Number>();
        numbers.put("rank", parameters.rank());
        numbers.put("unobserved_weight", parameters.unobservedWeight());
        numbers.put("regularization", parameters.regularization());
        return numbers;
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return Member.ofFactors(name(), FoldInFactors.read(file, prefix));
    }
}
