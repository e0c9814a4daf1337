package dev.kindred.benchmarks;

import dev.kindred.kernels.Bfloat16Rows;
import dev.kindred.kernels.ByteRows;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.FloatKernels.Block;
import dev.kindred.kernels.NormalEquations;
import dev.kindred.kernels.RowPanel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long does an operation of the kernels take? Run it with and without SIMD, which the JVM's arguments
/// select. The number of floating-point operations of each is in docs/benchmarks/kernels.md.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(0)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    private static final int WIDTH = 64;
    private static final int ROWS = 10_000;
    private static final int HISTORY = 200;

    private final FloatKernels kernels = FloatKernels.select();
    private final float[] matrix = new float[ROWS * WIDTH];
    private final float[] ridge = new float[WIDTH];
    private final float[] product = new float[WIDTH * WIDTH];
    private final float[] solution = new float[WIDTH];
    private final float[] scores = new float[ROWS];
    private final float[] query = new float[WIDTH];
    private final byte[] byteQuery = new byte[WIDTH];
    private final RowPanel panel = kernels.rowPanel(WIDTH, 1 << 13);
    private final NormalEquations equations = kernels.normalEquations(WIDTH);
    private MemorySegment rows = MemorySegment.NULL;
    private MemorySegment byteRows = MemorySegment.NULL;
    private MemorySegment scales = MemorySegment.NULL;

    @Setup
    public void fill() {
        var random = new Random(1);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian() / 8;
        }
        Arrays.fill(ridge, 1);
        System.arraycopy(matrix, 0, query, 0, WIDTH);
        ByteRows.quantise(query, 0, WIDTH, byteQuery, 0);
        var numbers = new int[HISTORY];
        Arrays.setAll(numbers, k -> k * 49 % ROWS);
        var rounded = Bfloat16Rows.zeros(ROWS, WIDTH);
        for (int row = 0; row < ROWS; row++) {
            rounded.set(row, matrix, row * WIDTH);
        }
        panel.gather(rounded, numbers, 0, HISTORY, new float[0]);
        var quantised = ByteRows.of(matrix, WIDTH);
        var arena = Arena.ofAuto();
        rows = arena.allocateFrom(ValueLayout.JAVA_FLOAT, matrix);
        byteRows = arena.allocateFrom(ValueLayout.JAVA_BYTE, quantised.values());
        scales = arena.allocateFrom(ValueLayout.JAVA_FLOAT, quantised.scales());
    }

    /// An inner product of 64.
    @Benchmark
    public float dot() {
        return kernels.dot(matrix, 0, matrix, WIDTH, WIDTH);
    }

    /// A sum of 64 and a multiple of 64.
    @Benchmark
    public float[] addScaled() {
        kernels.addScaled(1e-9f, matrix, 0, solution, 0, WIDTH);
        return solution;
    }

    /// A product of two matrices of 64 x 64.
    @Benchmark
    public float[] addProduct() {
        var left = Block.ofRows(matrix, 0, WIDTH);
        kernels.addProduct(
                WIDTH,
                WIDTH,
                WIDTH,
                left.transposed(),
                Block.ofRows(matrix, 8192, WIDTH),
                Block.ofRows(product, 0, WIDTH));
        return product;
    }

    /// Normal equations of 64 unknowns from 200 rows, built and solved.
    @Benchmark
    public float[] normalEquations() {
        equations.begin(ridge, 0);
        for (int k = 0; k < HISTORY; k++) {
            equations.add(matrix, k * 49 % ROWS * WIDTH, 1, 1);
        }
        equations.solve(solution, 0);
        return solution;
    }

    /// A pass over 200 rows of 64, for a step of conjugate gradients.
    @Benchmark
    public float[] addRemainders() {
        panel.addRemainders(1e-9f, query, solution);
        return solution;
    }

    /// Normal equations of 64 unknowns, solved only.
    @Benchmark
    public float[] solve() {
        equations.begin(ridge, 0);
        equations.addToRightSide(1, query, 0);
        equations.solve(solution, 0);
        return solution;
    }

    /// 10,000 inner products with rows of 64 floats in native memory.
    @Benchmark
    public float[] dotRows() {
        kernels.dotRows(query, rows, 0, ROWS, scores);
        return scores;
    }

    /// 10,000 inner products with rows of 64 bytes in native memory.
    @Benchmark
    public float[] dotByteRows() {
        kernels.dotByteRows(byteQuery, 1, byteRows, scales, 0, ROWS, scores);
        return scores;
    }
}
