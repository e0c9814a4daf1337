package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The parsed cells of one column in one slab. Rows are set in ascending order. Setting a row again replaces it; the
/// parser discards a bad row this way.
abstract sealed class ColumnValues
        permits StringValues, LongValues, IntValues, FloatValues, DoubleValues, BooleanValues {

    private final Column column;
    private boolean mayLack;
    private boolean hasNulls;
    private boolean[] nulls = new boolean[0];

    ColumnValues(Column column) {
        this.column = column;
    }

    /// Returns the cells of a column of an imported file.
    static ColumnValues of(Column column, DatasetType type, ImportRules rules) {
        ColumnValues values = ofType(column, type, rules);
        values.mayLack = mayLack(column, type);
        return values;
    }

    /// Returns whether a row may declare that it has no value in this column. Other rows must have one.
    static boolean mayLack(Column column, DatasetType type) {
        return type.isEvents()
                && !column.nullable()
                && !column.name().equals("USER_ID")
                && !column.name().equals("TIMESTAMP");
    }

    private static ColumnValues ofType(Column column, DatasetType type, ImportRules rules) {
        return switch (column.type()) {
            case STRING -> new StringValues(column, rules.maxLength(column, type));
            case INT -> new IntValues(column);
            case LONG -> new LongValues(column);
            case FLOAT -> new FloatValues(column);
            case DOUBLE -> new DoubleValues(column);
            case BOOLEAN -> new BooleanValues(column);
        };
    }

    final Column column() {
        return column;
    }

    final boolean mayLack() {
        return mayLack;
    }

    /// Returns whether rows can be null.
    final boolean isOptional() {
        return column.nullable() || mayLack;
    }

    /// Clears all rows and ensures capacity for `rows` rows.
    void reset(int rows) {
        if (isOptional() && nulls.length < rows) {
            nulls = new boolean[rows];
        } else if (hasNulls) {
            Arrays.fill(nulls, false);
        }
        hasNulls = false;
        resize(rows);
    }

    /// Ensures capacity for `rows` rows and keeps the existing rows.
    void grow(int rows) {
        if (isOptional()) {
            nulls = Arrays.copyOf(nulls, rows);
        }
        resize(rows);
    }

    /// Sets a row to the value of a cell's text, or returns the reason why it cannot. An optional row becomes
    /// null when the text is empty, even if the empty text is refused.
    final @Nullable Remark set(int row, byte[] bytes, int from, int length) {
        if (length == 0) {
            if (isOptional()) {
                nulls[row] = true;
                hasNulls = true;
            }
            return column.nullable() ? null : Remark.EMPTY;
        }
        if (hasNulls) {
            nulls[row] = false;
        }
        return setValue(row, bytes, from, length);
    }

    final boolean isNull(int row) {
        return hasNulls && nulls[row];
    }

    final int countNulls(int rows) {
        int count = 0;
        if (hasNulls) {
            for (int row = 0; row < rows; row++) {
                count += nulls[row] ? 1 : 0;
            }
        }
        return count;
    }

    /// Sets a row to the value of a non-empty text. [Dictionary#PADDING] bytes after the text are readable.
    abstract @Nullable Remark setValue(int row, byte[] bytes, int from, int length);

    abstract void resize(int rows);

    /// Appends the non-null values of the first `rows` rows in Parquet's PLAIN encoding.
    abstract void writePlain(int rows, Bytes out);

    /// Returns the minimum and maximum in PLAIN encoding, or null if the type has no bounds or all rows are null.
    abstract @Nullable Bounds bounds(int rows);

    /// The minimum and maximum of a column, each in PLAIN encoding.
    @SuppressWarnings("ArrayRecordComponent") // carried from encoder to footer, never compared
    record Bounds(byte[] min, byte[] max) {}
}
