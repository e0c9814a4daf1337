package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// String values. They are stored as ids into a dictionary of the slab's distinct strings, or one after the other
/// once the rows show that a dictionary would save too little for its cost. The decision depends only on the rows
/// of the slab, so the dataset file does not depend on the assignment of slabs to workers.
final class StringValues extends ColumnValues {

    /// The rows after which the writer checks whether a dictionary pays, and the values that a check needs.
    /// Taste.
    private static final int FIRST_CHECK = 1 << 14;
    private static final int LAST_CHECK = 1 << 16;
    private static final int FEWEST_VALUES = 1 << 12;

    private final int maxLength;
    private final Remark tooLong;
    private final Dictionary dictionary = new Dictionary();
    private final Bytes direct = new Bytes(1 << 12);
    private int[] ids = new int[0];
    private int directFrom;
    private int nextCheck;

    StringValues(Column column, int maxLength) {
        super(column);
        this.maxLength = maxLength;
        this.tooLong = column.role() == ColumnRole.TEXTUAL
                ? Remark.warning("are longer than %,d characters and were cut there".formatted(maxLength))
                : Remark.refusal("at most %,d characters (is a quote missing or unescaped?)".formatted(maxLength));
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /// Returns whether every row has an id.
    boolean hasIds() {
        return directFrom == Integer.MAX_VALUE;
    }

    /// Returns the dictionary id of each row; the id of a null row is undefined.
    int[] ids() {
        return ids;
    }

    @Override
    void reset(int rows) {
        super.reset(rows);
        dictionary.clear();
        direct.clear();
        directFrom = Integer.MAX_VALUE;
        nextCheck = FIRST_CHECK;
    }

    @Override
    void resize(int rows) {
        if (ids.length < rows) {
            ids = Arrays.copyOf(ids, rows);
        }
    }

    @Override
    @Nullable
    Remark setValue(int row, byte[] bytes, int from, int length) {
        if (length > maxLength) {
            int kept = Utf8.prefixLength(bytes, from, length, maxLength);
            if (kept < length) {
                if (!tooLong.isRefusal()) {
                    add(row, bytes, from, kept);
                }
                return tooLong;
            }
        }
        add(row, bytes, from, length);
        return null;
    }

    private void add(int row, byte[] bytes, int from, int length) {
        if (row >= nextCheck) {
            check(row);
        }
        if (row >= directFrom) {
            direct.putInt(length);
            direct.put(bytes, from, length);
        } else {
            ids[row] = dictionary.idOf(bytes, from, length);
        }
    }

    private void check(int row) {
        nextCheck = row >= LAST_CHECK ? Integer.MAX_VALUE : LAST_CHECK;
        int values = row - countNulls(row);
        if (hasIds() && values >= FEWEST_VALUES && !prefersDictionary(values)) {
            directFrom = row;
        }
    }

    /// Returns whether a dictionary saves at least a fifth of the bytes, assuming that the distinct strings have the
    /// average length of all strings.
    boolean prefersDictionary(int values) {
        if (dictionary.size() == 0) {
            return false;
        }
        long distinct = dictionary.plain().length();
        long ids = (long) values * RunLengths.width(dictionary.size() - 1) / 8;
        long plain = distinct * values / dictionary.size();
        return (distinct + ids) * 5 < plain * 4;
    }

    /// Returns up to `limit` of the slab's distinct strings.
    List<String> distinct(int limit) {
        List<String> strings = new ArrayList<>();
        for (int id = 0; id < Math.min(limit, dictionary.size()); id++) {
            strings.add(
                    new String(dictionary.plain().array(), dictionary.offset(id) + 4, dictionary.length(id), UTF_8));
        }
        return strings;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        byte[] plain = dictionary.plain().array();
        for (int row = 0; row < Math.min(rows, directFrom); row++) {
            if (!isNull(row)) {
                out.put(plain, dictionary.offset(ids[row]), dictionary.length(ids[row]) + 4);
            }
        }
        out.put(direct.array(), 0, direct.length());
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        return null;
    }
}
