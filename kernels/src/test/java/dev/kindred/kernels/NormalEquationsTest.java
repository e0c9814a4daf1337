package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalEquationsTest {

    private final FloatKernels plain = new ScalarFloatKernels();
    private final FloatKernels selected = FloatKernels.select();
    private final Random random = new Random(5);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 64, 65, 96, 128, 130, 256})
    void theSolutionSolvesTheSystem(int width) {
        var diagonal = floats(width + 1);
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = 2 + Math.abs(diagonal[i]);
        }
        var extra = floats(width + 1);
        for (var kernels : new FloatKernels[] {plain, selected}) {
            var equations = kernels.normalEquations(width);
            for (int count : new int[] {0, 1, 5, 63, 64, 65, 150}) { // the same work space is reused
                var rows = floats(count * width + 2);
                var matrix = new double[width][width];
                var right = new double[width];
                equations.begin(diagonal, 1);
                for (int i = 0; i < width; i++) {
                    matrix[i][i] = diagonal[1 + i];
                }
                for (int k = 0; k < count; k++) {
                    float weight = k % 3 == 0 ? 1 : 0.25f + k % 5;
                    float target = k % 4 - 1.5f;
                    equations.add(rows, 2 + k * width, weight, target);
                    for (int i = 0; i < width; i++) {
                        for (int j = 0; j < width; j++) {
                            matrix[i][j] += (double) weight * rows[2 + k * width + i] * rows[2 + k * width + j];
                        }
                        right[i] += (double) target * rows[2 + k * width + i];
                    }
                }
                equations.addToRightSide(-0.5f, extra, 1);
                for (int i = 0; i < width; i++) {
                    right[i] -= 0.5 * extra[1 + i];
                }

                var solution = new float[width + 1];
                equations.solve(solution, 1);

                double largest = 1;
                for (double value : right) {
                    largest = Math.max(largest, Math.abs(value));
                }
                for (int i = 0; i < width; i++) {
                    double sum = 0;
                    for (int j = 0; j < width; j++) {
                        sum += matrix[i][j] * solution[1 + j];
                    }
                    assertThat(sum).isCloseTo(right[i], within(largest * 1e-3));
                }
                assertThat(solution[0]).isZero();
            }
        }
    }

    @Test
    void beginsWithADiagonalToo() {
        for (var kernels : new FloatKernels[] {plain, selected}) {
            var equations = kernels.normalEquations(3);
            equations.begin(new float[] {9, 1, 2, 4}, 1);
            equations.add(new float[] {0, 0, 2}, 0, 1, 5);

            var solution = new float[3];
            equations.solve(solution, 0);

            assertThat(solution).containsExactly(new float[] {0, 0, 10f / 8}, within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 15, 16, 17, 32, 33, 48})
    void innerProductsOfRowsAddUpToTheirGramMatrix(int width) {
        for (int length : new int[] {1, 15, 64, 65, 130}) {
            for (int count : new int[] {0, 1, width / 2, width}) {
                var rows = floats(width * length + 3);
                var starts = new int[width];
                var weights = new float[width];
                for (int i = 0; i < width; i++) {
                    starts[i] = 3 + (width - 1 - i) * length;
                    weights[i] = 0.5f + i % 3;
                }
                var factors = floats(length);
                var ones = floats(width);
                Arrays.fill(ones, 1);
                var right = floats(width);
                for (var kernels : new FloatKernels[] {plain, selected}) {
                    var equations = kernels.normalEquations(width);
                    equations.begin(ones, 0);
                    equations.addInnerProducts(rows, starts, weights, count, factors);
                    equations.addToRightSide(1, right, 0);
                    var solution = new float[width];
                    equations.solve(solution, 0);

                    for (int i = 0; i < width; i++) {
                        double sum = solution[i];
                        double largest = 1;
                        for (int j = 0; j < count && i < count; j++) {
                            double product = 0;
                            for (int k = 0; k < length; k++) {
                                product += (double) factors[k] * factors[k] * rows[starts[i] + k] * rows[starts[j] + k];
                            }
                            product *= weights[i] * weights[j];
                            sum += product * solution[j];
                            largest = Math.max(largest, Math.abs(product * solution[j]));
                        }
                        assertThat(sum).isCloseTo(right[i], within(1e-3 * largest));
                    }
                }
            }
        }
    }

    @Test
    void aSingularSystemStillHasAFiniteAnswer() {
        for (var kernels : new FloatKernels[] {plain, selected}) {
            var equations = kernels.normalEquations(20);
            equations.begin(new float[20], 0);
            equations.add(floats(20), 0, 1, 1);

            var solution = new float[20];
            equations.solve(solution, 0);

            for (float value : solution) {
                assertThat(value).isFinite();
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
