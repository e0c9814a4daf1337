package dev.kindred.kernels;

import java.util.Arrays;

/// The scalar implementation of [RowPanel].
final class ScalarRowPanel implements RowPanel {

    private final int width;
    private final float[] values;
    private final float[] weights;
    private int count;

    ScalarRowPanel(int width, int capacity) {
        this.width = width;
        values = new float[Math.multiplyExact(capacity, width)];
        weights = new float[capacity];
    }

    @Override
    public int capacity() {
        return weights.length;
    }

    @Override
    public void gather(Bfloat16Rows table, int[] rows, int from, int to, float[] weights) {
        count = to - from;
        for (int i = 0; i < count; i++) {
            table.copyTo(rows[from + i], values, i * width);
        }
        if (weights.length == 0) {
            Arrays.fill(this.weights, 0, count, 1);
        } else {
            System.arraycopy(weights, from, this.weights, 0, count);
        }
    }

    @Override
    public void addRemainders(float target, float[] x, float[] out) {
        for (int i = 0; i < count; i++) {
            int at = i * width;
            float remainder = target;
            for (int j = 0; j < width; j++) {
                remainder -= values[at + j] * x[j];
            }
            float factor = weights[i] * remainder;
            for (int j = 0; j < width; j++) {
                out[j] += factor * values[at + j];
            }
        }
    }

    @Override
    public double squares(float[] x) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            float product = 0;
            for (int j = 0; j < width; j++) {
                product += values[i * width + j] * x[j];
            }
            sum += (double) weights[i] * product * product;
        }
        return sum;
    }
}
