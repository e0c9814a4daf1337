package dev.kindred.engine.recipe.neighbours;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.MatrixPart;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.MemberTrainer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Item-based nearest neighbours, with exponents selected on a hold-out.
public final class NeighbourTrainer implements MemberTrainer<Exponents> {

    /// Maximum number of neighbours of an item. Taste.
    private static final int MOST_NEIGHBOURS = 200;

    /// Minimum number of neighbours of an item. Taste.
    private static final int FEWEST_NEIGHBOURS = 50;

    /// See [Exponents#user]. It is that of GF-CF's linear filter, so that both share the counts.
    private static final double USER_EXPONENT = Exponents.GRAPH.user();

    @Override
    public String name() {
        return "neighbours";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int share() {
        return 30;
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
    public Found<Exponents> search(MemberData data, HeldOutUser[] users, TrainingContext context) {
        var found = ExponentSearch.search(counts(data), USER_EXPONENT, neighboursPerItem(data), users, context);
        return new Found<>(found.exponents(), member(found.nearest()));
    }

    @Override
    public Member train(MemberData data, Exponents parameters, TrainingContext context) {
        return member(counts(data).nearest(parameters, neighboursPerItem(data), context));
    }

    private Member member(SparseMatrix nearest) {
        return Member.ofSparse(name(), new MatrixPart(nearest));
    }

    /// Returns the co-occurrence counts of the data.
    public static CoOccurrence counts(MemberData data) {
        return data.derived(CoOccurrence.class, of -> CoOccurrence.of(of.collaborative(), USER_EXPONENT));
    }

    /// Returns the number of neighbours of an item for such data.
    public static int neighboursPerItem(MemberData data) {
        long affordable = 2L * MemberData.MOST_NUMBERS / Math.max(1, data.itemCount());
        return Math.clamp(affordable, FEWEST_NEIGHBOURS, MOST_NEIGHBOURS);
    }

    @Override
    public Map<String, Number> describe(Exponents parameters) {
        var numbers = new LinkedHashMap<String, Number>();
        numbers.put("user_exponent", parameters.user());
        numbers.put("row_exponent", parameters.row());
        numbers.put("column_exponent", parameters.column());
        return numbers;
    }

    @Override
    public Member read(SectionFile file, String prefix, int version, float factorWeight) {
        return Member.ofSparse(name(), MatrixPart.read(file, prefix));
    }
}
