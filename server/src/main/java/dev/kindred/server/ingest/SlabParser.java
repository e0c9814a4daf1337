package dev.kindred.server.ingest;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splits a slab's lines into cells and hands each to its column. One thread at a time.
///
/// - A row is one line, ended by LF or CR LF. Blank lines are skipped. A CR anywhere else makes the row bad.
/// - A cell whose first byte is a quote ends at the next quote, which a comma or the line's end must follow. Inside,
///   `""` and `\"` stand for a quote; every other backslash for itself. A quote further inside an unquoted cell stands
///   for itself.
/// - An empty cell is null, quoted or not.
/// - A row has exactly as many cells as the header.
///
/// Cells are found eight bytes at a time: XOR with a repeated byte turns the places that hold it to zero, and
/// `(x - 0x01…01) & ~x & 0x80…80` marks the lowest zero byte of a word (Warren, Hacker's Delight, 6-1).
final class SlabParser {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long COMMAS = ',' * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long RETURNS = '\r' * ONES;

    private static final int MAX_EVENT_TYPES = 64;

    private final ImportRules rules;
    private final ColumnValues[] columns;
    private @Nullable ColumnValues[] cells = new ColumnValues[0];

    private byte[] bytes = new byte[0];
    private byte[] unquoted = new byte[256];
    private int rowCapacity;
    private int row;
    private int rows;
    private int badRows;
    private int line;
    private int lineStart;
    private boolean isBadRow;
    private final List<SlabResult.Problem> problems = new ArrayList<>();
    private final List<SlabResult.Warning> warnings = new ArrayList<>();

    SlabParser(AvroSchema schema, DatasetType type, ImportRules rules) {
        this.rules = rules;
        this.columns = schema.columns().stream()
                .map(column -> ColumnValues.of(column, type, rules))
                .toArray(ColumnValues[]::new);
    }

    /// The parsed columns in schema order.
    ColumnValues[] columns() {
        return columns;
    }

    /// How many good rows the columns hold.
    int goodRows() {
        return row;
    }

    /// Parses a slab of a file whose columns go to `targets`. The result has no row group yet.
    SlabResult parse(Slab slab, int[] targets) {
        begin(slab, targets);
        if (slab.isOverlong) {
            refuseOverlong(slab.to);
            line = 1;
        } else {
            int position = slab.from;
            while (position < slab.to) {
                position = parseLine(position);
                line++;
            }
        }
        return new SlabResult(
                line,
                rows,
                badRows,
                findMalformed(slab),
                List.copyOf(problems),
                List.copyOf(warnings),
                eventTypes(),
                null);
    }

    private void begin(Slab slab, int[] targets) {
        bytes = slab.bytes;
        cells = new ColumnValues[targets.length];
        for (int i = 0; i < targets.length; i++) {
            cells[i] = targets[i] == CsvHeader.IGNORED ? null : columns[targets[i]];
        }
        rowCapacity = Math.max(rowCapacity, 1024);
        for (ColumnValues column : columns) {
            column.reset(rowCapacity);
        }
        row = 0;
        rows = 0;
        badRows = 0;
        line = 0;
        lineStart = slab.from;
        problems.clear();
        warnings.clear();
    }

    private SlabResult.@Nullable Malformed findMalformed(Slab slab) {
        int offset = Utf8.indexOfMalformed(bytes, slab.from, slab.isOverlong ? slab.from : slab.to);
        if (offset < 0) {
            return null;
        }
        int lines = 0;
        int start = slab.from;
        for (int i = slab.from; i < offset; i++) {
            if (bytes[i] == '\n') {
                lines++;
                start = i + 1;
            }
        }
        return new SlabResult.Malformed(lines, offset - start, bytes[offset] & 0xFF);
    }

    private Set<String> eventTypes() {
        Set<String> types = new HashSet<>();
        for (ColumnValues column : columns) {
            if (column.column().role() == ColumnRole.EVENT_TYPE && column instanceof StringValues strings) {
                types.addAll(strings.distinct(MAX_EVENT_TYPES));
            }
        }
        return types;
    }

    /// Parses the line at `start` and returns where the next one begins.
    private int parseLine(int start) {
        if (bytes[start] == '\n') {
            return start + 1;
        }
        if (bytes[start] == '\r' && bytes[start + 1] == '\n') {
            return start + 2;
        }
        if (row == rowCapacity) {
            growRows();
        }
        lineStart = start;
        isBadRow = false;
        int next = parseCells(start);
        if (next < 0) {
            next = afterLine(start);
        }
        if (next - start > rules.lineBytes()) {
            isBadRow = false; // one problem tells it all
            refuseOverlong(next - start);
            return next;
        }
        rows++;
        if (isBadRow) {
            badRows++;
        } else {
            row++;
        }
        return next;
    }

    private void growRows() {
        rowCapacity = Math.multiplyExact(rowCapacity, 2);
        for (ColumnValues column : columns) {
            column.grow(rowCapacity);
        }
    }

    private int afterLine(int start) {
        int i = start;
        while (bytes[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    /// Parses the cells of the line and returns where the next one begins, or -1 when the line cannot be split.
    private int parseCells(int start) {
        int position = start;
        int last = cells.length - 1;
        for (int i = 0; ; i++) {
            ColumnValues column = cells[i];
            int end;
            if (bytes[position] == '"') {
                end = parseQuoted(column, position + 1);
                if (end < 0) {
                    return -1;
                }
            } else {
                end = endOfCell(position);
                if (column != null) {
                    set(column, bytes, position, end - position);
                }
            }
            byte stop = bytes[end];
            position = end + 1;
            if (stop == ',') {
                if (i == last) {
                    return refuseLine("%d cells as in the header, not more".formatted(cells.length));
                }
            } else if (stop == '\r' && bytes[position] != '\n') {
                return refuseLine("no carriage return inside a line: lines end in LF or CR LF");
            } else {
                if (i < last) {
                    return refuseLine("%d cells as in the header, not %d".formatted(cells.length, i + 1));
                }
                return stop == '\r' ? position + 1 : position;
            }
        }
    }

    /// Returns where the next comma, line feed or carriage return is.
    private int endOfCell(int from) {
        int position = from;
        while (true) {
            long word = (long) LONG.get(bytes, position);
            long commas = word ^ COMMAS;
            long feeds = word ^ LINE_FEEDS;
            long returns = word ^ RETURNS;
            long stops =
                    (((commas - ONES) & ~commas) | ((feeds - ONES) & ~feeds) | ((returns - ONES) & ~returns)) & HIGHS;
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            position += 8;
        }
    }

    /// Parses a cell behind its opening quote and returns where the byte behind the closing one is, or -1.
    private int parseQuoted(@Nullable ColumnValues column, int from) {
        int position = from;
        int copiedTo = from; // what stands before it and behind the last escape is not yet in `unquoted`
        int length = 0;
        while (true) {
            byte b = bytes[position];
            if (b == '\n') {
                return refuseLine("a quote that closes the cell on the same line (inside it, \\\" stands for a quote)");
            }
            boolean isEscape = (b == '"' || b == '\\') && bytes[position + 1] == '"';
            if (isEscape) {
                length = copy(copiedTo, position, length);
                copiedTo = position + 1; // the second quote itself
                position += 2;
            } else if (b == '"') {
                break;
            } else {
                position++;
            }
        }
        byte stop = bytes[position + 1];
        if (stop != ',' && stop != '\n' && stop != '\r') {
            return refuseLine(
                    "a comma or the line's end behind the closing quote (inside the cell, \\\" stands for a quote)");
        }
        if (column != null) {
            if (length == 0 && copiedTo == from) {
                set(column, bytes, from, position - from);
            } else {
                length = copy(copiedTo, position, length);
                set(column, unquoted, 0, length);
            }
        }
        return position + 1;
    }

    private int copy(int from, int to, int length) {
        int newLength = length + to - from;
        if (unquoted.length < newLength + Dictionary.PADDING) {
            unquoted = Arrays.copyOf(unquoted, newLength * 2 + Dictionary.PADDING);
        }
        System.arraycopy(bytes, from, unquoted, length, to - from);
        return newLength;
    }

    private void set(ColumnValues column, byte[] source, int from, int length) {
        Remark remark = column.set(row, source, from, length);
        if (remark != null) {
            remark(column, remark, source, from, length);
        }
    }

    private void remark(ColumnValues column, Remark remark, byte[] source, int from, int length) {
        String name = column.column().name();
        if (remark.isRefusal()) {
            isBadRow = true;
            if (problems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
                String text = Utf8.excerpt(source, from, length, RowProblem.TEXT_LENGTH);
                problems.add(new SlabResult.Problem(line, name, text, remark.text()));
            }
            return;
        }
        for (int i = 0; i < warnings.size(); i++) {
            SlabResult.Warning known = warnings.get(i);
            if (known.column().equals(name)) {
                warnings.set(
                        i,
                        new SlabResult.Warning(name, remark, known.count() + 1, known.firstLine(), known.firstText()));
                return;
            }
        }
        String text = Utf8.excerpt(source, from, length, RowProblem.TEXT_LENGTH);
        warnings.add(new SlabResult.Warning(name, remark, 1, line, text));
    }

    /// Notes that the current line as a whole is no row. What its cells were refused for is not of interest then.
    private int refuseLine(String expected) {
        isBadRow = true;
        problems.removeIf(problem -> problem.line() == line);
        if (problems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
            int end = afterLine(lineStart) - 1;
            if (end > lineStart && bytes[end - 1] == '\r') {
                end--;
            }
            String text = Utf8.excerpt(bytes, lineStart, end - lineStart, RowProblem.TEXT_LENGTH);
            problems.add(new SlabResult.Problem(line, "", text, expected));
        }
        return -1;
    }

    private void refuseOverlong(int length) {
        problems.removeIf(problem -> problem.line() == line);
        if (problems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
            String text = Utf8.excerpt(bytes, lineStart, length, RowProblem.TEXT_LENGTH);
            problems.add(new SlabResult.Problem(
                    line, "", text, "a line of at most %,d bytes (is a quote missing?)".formatted(rules.lineBytes())));
        }
        rows++;
        badRows++;
    }
}
