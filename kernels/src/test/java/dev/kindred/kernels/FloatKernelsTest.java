package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatKernelsTest {

    private static final int LONGEST = 130;
    private static final ValueLayout.OfFloat FLOAT = ScalarFloatKernels.FLOAT;

    private final FloatKernels plain = new ScalarFloatKernels();
    private final FloatKernels selected = FloatKernels.select();
    private final Random random = new Random(11);

    @Test
    void selectsSimdExactlyWhereTheJvmHasIt() {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

        assertThat(selected instanceof ScalarFloatKernels).isNotEqualTo(simd);
    }

    @Test
    void innerProductsAgreeForEveryLengthAndOffset() {
        for (int length = 0; length <= LONGEST; length++) {
            int aFrom = length % 7;
            int bFrom = length % 3;
            var a = floats(length + 8);
            var b = floats(length + 8);

            double exact = 0;
            for (int i = 0; i < length; i++) {
                exact += (double) a[aFrom + i] * b[bFrom + i];
            }

            assertThat(selected.dot(a, aFrom, b, bFrom, length)).isCloseTo((float) exact, within(1e-4f));
            assertThat(plain.dot(a, aFrom, b, bFrom, length)).isCloseTo((float) exact, within(1e-4f));
        }
    }

    @Test
    void interpretedAndCompiledCodeGiveTheSameBits() {
        var a = floats(77);
        var b = floats(77);
        float first = selected.dot(a, 0, b, 0, 77);

        for (int i = 0; i < 100_000; i++) {
            assertThat(selected.dot(a, 0, b, 0, 77) == first).isTrue();
        }
    }

    @Test
    void innerProductsOfBytesAreExactAtTheirExtremes() {
        for (int length = 0; length <= LONGEST; length++) {
            var a = new byte[length + 5];
            var b = new byte[length + 5];
            Arrays.fill(a, (byte) -127);
            Arrays.fill(b, (byte) (length % 2 == 0 ? 127 : -127));

            int expected = length * 127 * (length % 2 == 0 ? -127 : 127);

            assertThat(selected.dot(a, length % 5, b, length % 3, length)).isEqualTo(expected);
            assertThat(plain.dot(a, length % 5, b, length % 3, length)).isEqualTo(expected);
        }
    }

    @Test
    void sumsAndMultiplesAgreeAndTouchNothingBeside() {
        for (int length = 0; length <= LONGEST; length++) {
            int xFrom = length % 5;
            int yFrom = length % 4;
            var x = floats(length + 9);
            var expected = floats(length + 9);
            var found = expected.clone();

            plain.addScaled(-0.75f, x, xFrom, expected, yFrom, length);
            plain.scale(1.25f, expected, yFrom, length);
            selected.addScaled(-0.75f, x, xFrom, found, yFrom, length);
            selected.scale(1.25f, found, yFrom, length);

            assertThat(found).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void theHighestOfEachFewAreFoundByTheirBits() {
        int groups = 3;
        var values = new float[groups * FloatKernels.GROUP + 9];
        var random = new Random(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[FloatKernels.GROUP + 40] = Float.NaN; // of the second group, 8
        for (var kernels : new FloatKernels[] {new ScalarFloatKernels(), FloatKernels.select()}) {
            var out = new int[groups * FloatKernels.IN_GROUP];

            kernels.highestBits(values, groups, out);

            for (int i = 0; i < out.length; i++) {
                int first = i / FloatKernels.IN_GROUP * FloatKernels.GROUP + i % FloatKernels.IN_GROUP;
                float most = Float.NEGATIVE_INFINITY; // NaN if there is one
                for (int k = 0; k < FloatKernels.GROUP; k += FloatKernels.IN_GROUP) {
                    most = Math.max(most, values[first + k]);
                }
                assertThat(out[i]).isEqualTo(Float.floatToIntBits(most));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "4,32,16", "5,33,7", "3,16,2", "9,67,31", "64,64,64", "7,130,5", "0,4,4", "4,4,0"})
    void productsAgree(int rows, int columns, int depth) {
        var a = floats(rows * depth + 3);
        var b = floats(depth * columns + 3);
        var expected = floats(rows * columns + 3);
        var found = expected.clone();
        var straight = FloatKernels.Block.ofRows(a, 2, depth);
        var right = FloatKernels.Block.ofRows(b, 1, columns);

        plain.addProduct(rows, columns, depth, straight, right, FloatKernels.Block.ofRows(expected, 3, columns));
        selected.addProduct(rows, columns, depth, straight, right, FloatKernels.Block.ofRows(found, 3, columns));

        assertThat(found).containsExactly(expected, within(1e-4f));

        var standing = FloatKernels.Block.ofRows(a, 2, rows).transposed();
        plain.addProduct(rows, columns, depth, standing, right, FloatKernels.Block.ofRows(expected, 3, columns));
        selected.addProduct(rows, columns, depth, standing, right, FloatKernels.Block.ofRows(found, 3, columns));

        assertThat(found).containsExactly(expected, within(1e-4f));
    }

    @Test
    void aProductIsWhatTheTextbookSays() {
        var c = new float[4];

        selected.addProduct(
                2,
                2,
                2,
                FloatKernels.Block.ofRows(new float[] {1, 2, 3, 4}, 0, 2),
                FloatKernels.Block.ofRows(new float[] {5, 6, 7, 8}, 0, 2),
                FloatKernels.Block.ofRows(c, 0, 2));

        assertThat(c).containsExactly(19, 22, 43, 50);
    }

    @Test
    void scansOfAMappedMatrixAgreeWithItsRows() {
        try (var arena = Arena.ofConfined()) {
            for (int columns = 1; columns <= LONGEST; columns++) {
                int rows = 7;
                var matrix = floats(rows * columns);
                var query = floats(columns);
                var segment = arena.allocate(matrix.length * 4L + 4, 4).asSlice(4); // not aligned to a vector
                MemorySegment.copy(matrix, 0, segment, FLOAT, 0, matrix.length);
                var found = new float[rows - 1];

                selected.dotRows(query, segment, 1, rows - 1, found);

                for (int row = 1; row < rows; row++) {
                    assertThat(found[row - 1])
                            .isCloseTo(plain.dot(query, 0, matrix, row * columns, columns), within(1e-4f));
                }
                plain.dotRows(query, segment, 1, rows - 1, found);
                assertThat(found[2]).isCloseTo(plain.dot(query, 0, matrix, 3 * columns, columns), within(1e-4f));
            }
        }
    }

    @Test
    void scansOfAMappedMatrixOfBytesAgreeWithItsRows() {
        try (var arena = Arena.ofConfined()) {
            for (int columns = 1; columns <= LONGEST; columns++) {
                int rows = 6;
                var matrix = ByteRows.of(floats(rows * columns), columns);
                var query = new byte[columns];
                Arrays.fill(query, (byte) 127);
                query[columns / 2] = -127;
                var values = arena.allocate(matrix.values().length + 1L, 1).asSlice(1);
                MemorySegment.copy(matrix.values(), 0, values, ValueLayout.JAVA_BYTE, 0, matrix.values().length);
                var scales = arena.allocate(rows * 4L, 4);
                MemorySegment.copy(matrix.scales(), 0, scales, FLOAT, 0, rows);
                var expected = new float[rows - 2];
                var found = new float[rows - 2];

                plain.dotByteRows(query, 0.5f, values, scales, 2, rows - 2, expected);
                selected.dotByteRows(query, 0.5f, values, scales, 2, rows - 2, found);

                assertThat(found).containsExactly(expected);
                int exact = plain.dot(query, 0, matrix.values(), 2 * columns, columns);
                assertThat(found[0]).isCloseTo(0.5f * matrix.scales()[2] * exact, within(1e-4f));
            }
        }
    }

    private float[] floats(int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return floats;
    }
}
