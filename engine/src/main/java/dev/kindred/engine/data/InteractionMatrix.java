package dev.kindred.engine.data;

import java.util.Arrays;

/// A sparse matrix of users and items, or of items and users if it is transposed, in compressed rows. Each pair
/// occurs once; if a user has several interactions with an item, the largest weight is kept. The columns of row
/// `r` are at the positions `offsets[r]` to `offsets[r + 1]` (exclusive) of `columns`, ascending.
///
/// @param values the weight at each position, or an empty array if all are 1
public record InteractionMatrix(int columnCount, int[] offsets, int[] columns, float[] values) {

    /// Returns the matrix of a log: a row for each user, a column for each item.
    public static InteractionMatrix of(InteractionLog log) {
        var offsets = new int[log.userCount() + 1];
        var columns = new int[log.size()];
        var values = allOnes(log) ? new float[0] : new float[log.size()];
        var keys = new long[0];
        int size = 0;
        for (int user = 0; user < log.userCount(); user++) {
            int count = log.to(user) - log.from(user);
            if (keys.length < count) {
                keys = new long[Math.max(count, 2 * keys.length)];
            }
            for (int i = 0; i < count; i++) {
                int at = log.from(user) + i;
                keys[i] = (long) log.items()[at] << 32 | Float.floatToRawIntBits(log.weights()[at]);
            }
            Arrays.sort(
                    keys, 0, count); // by item, then by weight: the bits of positive floats are ordered as the floats
            for (int i = 0; i < count; i++) {
                int item = (int) (keys[i] >>> 32);
                if (i + 1 < count && item == (int) (keys[i + 1] >>> 32)) {
                    continue;
                }
                columns[size] = item;
                if (values.length > 0) {
                    values[size] = Float.intBitsToFloat((int) keys[i]);
                }
                size++;
            }
            offsets[user + 1] = size;
        }
        return new InteractionMatrix(
                log.itemCount(),
                offsets,
                size == columns.length ? columns : Arrays.copyOf(columns, size),
                values.length == 0 || size == values.length ? values : Arrays.copyOf(values, size));
    }

    private static boolean allOnes(InteractionLog log) {
        for (float weight : log.weights()) {
            if (weight != 1) {
                return false;
            }
        }
        return true;
    }

    public int rowCount() {
        return offsets.length - 1;
    }

    /// The number of pairs.
    public int size() {
        return columns.length;
    }

    /// The position of the row's first pair.
    public int from(int row) {
        return offsets[row];
    }

    /// The position after the row's last pair.
    public int to(int row) {
        return offsets[row + 1];
    }

    /// The weight at a position.
    public float value(int position) {
        return values.length == 0 ? 1 : values[position];
    }

    /// The sum of a row's weights.
    public double sum(int row) {
        double sum = 0;
        for (int k = from(row); k < to(row); k++) {
            sum += value(k);
        }
        return sum;
    }

    /// Returns the matrix of some of the columns: its column `c` is column `kept[c]` of this one.
    ///
    /// @param kept ascending
    public InteractionMatrix withColumns(int[] kept) {
        var places = new int[columnCount];
        Arrays.fill(places, -1);
        for (int place = 0; place < kept.length; place++) {
            places[kept[place]] = place;
        }
        var keptOffsets = new int[offsets.length];
        var keptColumns = new int[columns.length];
        var keptValues = new float[values.length];
        int size = 0;
        for (int row = 0; row < rowCount(); row++) {
            for (int k = from(row); k < to(row); k++) {
                if (places[columns[k]] >= 0) {
                    keptColumns[size] = places[columns[k]];
                    if (values.length > 0) {
                        keptValues[size] = values[k];
                    }
                    size++;
                }
            }
            keptOffsets[row + 1] = size;
        }
        return new InteractionMatrix(
                kept.length,
                keptOffsets,
                Arrays.copyOf(keptColumns, size),
                values.length > 0 ? Arrays.copyOf(keptValues, size) : values);
    }

    /// Returns the transposed matrix.
    public InteractionMatrix transposed() {
        var turnedOffsets = new int[columnCount + 1];
        for (int column : columns) {
            turnedOffsets[column + 1]++;
        }
        for (int column = 0; column < columnCount; column++) {
            turnedOffsets[column + 1] += turnedOffsets[column];
        }
        var next = Arrays.copyOf(turnedOffsets, columnCount);
        var turnedColumns = new int[columns.length];
        var turnedValues = new float[values.length];
        for (int row = 0; row < rowCount(); row++) {
            for (int k = from(row); k < to(row); k++) {
                int at = next[columns[k]]++;
                turnedColumns[at] = row;
                if (values.length > 0) {
                    turnedValues[at] = values[k];
                }
            }
        }
        return new InteractionMatrix(rowCount(), turnedOffsets, turnedColumns, turnedValues);
    }
}
