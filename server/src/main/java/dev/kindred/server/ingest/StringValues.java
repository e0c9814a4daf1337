package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Strings, kept as ids into a dictionary of the slab's distinct ones.
final class StringValues extends ColumnValues {

    private final int maxLength;
    private final Remark tooLong;
    private final Dictionary dictionary = new Dictionary();
    private int[] ids = new int[0];

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

    /// The dictionary id of each row; what a null row holds means nothing.
    int[] ids() {
        return ids;
    }

    @Override
    void reset(int rows) {
        super.reset(rows);
        dictionary.clear();
    }

    @Override
    void resize(int rows) {
        if (ids.length < rows) {
            ids = Arrays.copyOf(ids, rows);
        }
    }

    @Override
    @Nullable Remark setValue(int row, byte[] bytes, int from, int length) {
        if (length > maxLength) {
            int kept = Utf8.prefixLength(bytes, from, length, maxLength);
            if (kept < length) {
                if (!tooLong.isRefusal()) {
                    ids[row] = dictionary.idOf(bytes, from, kept);
                }
                return tooLong;
            }
        }
        ids[row] = dictionary.idOf(bytes, from, length);
        return null;
    }

    /// Returns up to `limit` of the slab's distinct strings.
    List<String> distinct(int limit) {
        List<String> strings = new ArrayList<>();
        for (int id = 0; id < Math.min(limit, dictionary.size()); id++) {
            strings.add(new String(
                    dictionary.plain().array(), dictionary.offset(id) + 4, dictionary.length(id), UTF_8));
        }
        return strings;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        byte[] plain = dictionary.plain().array();
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                out.put(plain, dictionary.offset(ids[row]), dictionary.length(ids[row]) + 4);
            }
        }
    }

    @Override
    @Nullable Bounds bounds(int rows) {
        return null;
    }
}
