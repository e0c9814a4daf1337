package dev.kindred.kernels;

/// The scalar implementation of [NormalEquations]: the lower triangle of `A` in row-major order.
final class ScalarNormalEquations implements NormalEquations {

    private final int width;
    private final float[] matrix;
    private final float[] right;

    ScalarNormalEquations(int width) {
        this.width = width;
        matrix = new float[Math.multiplyExact(width, width)];
        right = new float[width];
    }

    @Override
    public void begin(float[] diagonal, int from) {
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * width + j] = 0;
            }
            matrix[i * width + i] = diagonal[from + i];
            right[i] = 0;
        }
    }

    @Override
    public void add(float[] rows, int from, float weight, float target) {
        for (int i = 0; i < width; i++) {
            float y = weight * rows[from + i];
            for (int j = 0; j <= i; j++) {
                matrix[i * width + j] += y * rows[from + j];
            }
            right[i] += target * rows[from + i];
        }
    }

    @Override
    public void addInnerProducts(float[] rows, int[] starts, float[] weights, int count, float[] factors) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                float sum = 0;
                for (int k = 0; k < factors.length; k++) {
                    sum += factors[k] * rows[starts[i] + k] * factors[k] * rows[starts[j] + k];
                }
                matrix[i * width + j] += weights[i] * weights[j] * sum;
            }
        }
    }

    @Override
    public void addToRightSide(float factor, float[] x, int from) {
        for (int i = 0; i < width; i++) {
            right[i] += factor * x[from + i];
        }
    }

    @Override
    public void solve(float[] out, int outFrom) {
        factor();
        for (int i = 0; i < width; i++) { // forward substitution: L y = b
            float sum = right[i];
            for (int j = 0; j < i; j++) {
                sum -= matrix[i * width + j] * right[j];
            }
            right[i] = sum / matrix[i * width + i];
        }
        for (int i = width - 1; i >= 0; i--) { // backward substitution: transposed(L) x = y
            float sum = right[i];
            for (int j = i + 1; j < width; j++) {
                sum -= matrix[j * width + i] * right[j];
            }
            right[i] = sum / matrix[i * width + i];
        }
        System.arraycopy(right, 0, out, outFrom, width);
    }

    private void factor() {
        float floor = Float.MIN_NORMAL;
        for (int i = 0; i < width; i++) {
            floor = Math.max(floor, SMALLEST_PIVOT * matrix[i * width + i]);
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                float sum = matrix[i * width + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i * width + k] * matrix[j * width + k];
                }
                matrix[i * width + j] = sum / matrix[j * width + j];
            }
            float pivot = matrix[i * width + i];
            for (int k = 0; k < i; k++) {
                pivot -= matrix[i * width + k] * matrix[i * width + k];
            }
            matrix[i * width + i] = (float) Math.sqrt(Math.max(pivot, floor));
        }
    }
}
