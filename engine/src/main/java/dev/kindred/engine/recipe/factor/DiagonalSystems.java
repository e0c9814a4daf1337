package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.NormalEquations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Solves for one vector after another, given the counterparts' vectors, whose sum of squares is diagonal. It
/// is a work space of one thread.
///
/// The system is that of [FoldIn]: `(D + transposed(Z) Z) x = transposed(Z) t`, where D is diagonal and Z has
/// a row for each pair. Most rows of real data have fewer pairs than a vector has factors; they are solved in
/// as many unknowns as they have pairs, rounded up to whole vectors of the machine, for the work grows with
/// the cube of the unknowns. The equations that round them up say that an unknown is 0. It pays up to about
/// half as many pairs as factors: then laying the pairs' vectors across costs what the smaller system saves.
final class DiagonalSystems {

    /// Systems come in widths of these steps: as wide as the widest SIMD registers.
    private static final int STEP = 16;

    private static final int MOST_PAIRS = 64;

    private final FloatKernels kernels = FloatKernels.select();
    private final AlsSettings settings;
    private final int rank;
    private final float[] given;
    private final float[] spectrum;
    private final NormalEquations[] byPair;
    private @Nullable NormalEquations byFactor; // made when it is needed: it may be large
    private final float[] diagonal;
    private final float[] inverseRoots; // of the diagonal
    private final int[] starts; // of the counterparts' vectors
    private final float[] roots; // of the pairs' weights
    private final float[] solution;
    private final float[] ones;

    /// @param given the counterparts' vectors
    /// @param spectrum the diagonal of their sum of squares
    DiagonalSystems(AlsSettings settings, float[] given, float[] spectrum) {
        this.settings = settings;
        this.given = given;
        this.spectrum = spectrum;
        rank = settings.rank();
        byPair = new NormalEquations[Math.min(rank / 2, MOST_PAIRS) / STEP];
        for (int i = 0; i < byPair.length; i++) {
            byPair[i] = kernels.normalEquations((i + 1) * STEP);
        }
        int widest = byPair.length * STEP;
        diagonal = new float[rank];
        inverseRoots = new float[rank];
        starts = new int[widest];
        roots = new float[widest];
        solution = new float[widest];
        ones = new float[widest];
        Arrays.fill(ones, 1);
    }

    /// Whether a row is solved in as many unknowns as it has pairs.
    boolean isShort(InteractionMatrix matrix, int row) {
        return matrix.to(row) - matrix.from(row) <= ones.length;
    }

    /// Writes the vector of a row to `solved` from `at`.
    void solve(InteractionMatrix matrix, int row, float[] solved, int at) {
        int from = matrix.from(row);
        int to = matrix.to(row);
        float ridge = settings.ridge(matrix.sum(row), matrix.columnCount());
        for (int j = 0; j < rank; j++) {
            diagonal[j] = (float) settings.unobservedWeight() * spectrum[j] + ridge;
        }
        if (from == to) {
            Arrays.fill(solved, at, at + rank, 0);
        } else if (to - from <= ones.length) {
            solveByPair(matrix, from, to, solved, at);
        } else {
            solveByFactor(matrix, from, to, solved, at);
        }
    }

    private void solveByFactor(InteractionMatrix matrix, int from, int to, float[] solved, int at) {
        var equations = byFactor == null ? kernels.normalEquations(rank) : byFactor;
        byFactor = equations;
        equations.begin(diagonal, 0);
        for (int k = from; k < to; k++) {
            float weight = matrix.value(k);
            equations.add(given, matrix.columns()[k] * rank, weight, weight);
        }
        equations.solve(solved, at);
    }

    private void solveByPair(InteractionMatrix matrix, int from, int to, float[] solved, int at) {
        int count = to - from;
        var equations = byPair[(count - 1) / STEP];
        int width = (count + STEP - 1) / STEP * STEP;
        for (int j = 0; j < rank; j++) {
            inverseRoots[j] = 1 / (float) Math.sqrt(diagonal[j]);
        }
        for (int k = 0; k < count; k++) {
            roots[k] = (float) Math.sqrt(matrix.value(from + k));
            starts[k] = matrix.columns()[from + k] * rank;
        }
        Arrays.fill(roots, count, width, 0);
        equations.begin(ones, 0);
        equations.addToRightSide(1, roots, 0);
        equations.addInnerProducts(given, starts, roots, count, inverseRoots);
        equations.solve(solution, 0);
        Arrays.fill(solved, at, at + rank, 0);
        for (int k = 0; k < count; k++) {
            kernels.addScaled(roots[k] * solution[k], given, matrix.columns()[from + k] * rank, solved, at, rank);
        }
        for (int j = 0; j < rank; j++) {
            solved[at + j] /= diagonal[j];
        }
    }
}
