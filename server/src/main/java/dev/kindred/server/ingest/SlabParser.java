package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.literal.Printable;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splits the records of a slab into cells and passes each cell to its column. Not thread-safe.
///
/// - A row is one line that ends with LF or CR LF, or several lines where a quoted cell contains line breaks: see
///   [Records]. Blank lines are skipped. A CR outside quotes in any other place makes the row bad.
/// - A cell whose first byte is a quote ends at the next quote, which a comma or the line's end must follow. Inside
///   it,
///   `""` and `\"` stand for a quote and `\\` for a backslash; every other backslash stands for itself, as
///   [dev.kindred.server.literal.QuotedString] specifies for all quoted strings. Outside quotes, quotes and
///   backslashes
///   stand for themselves.
/// - An empty cell is null, quoted or not.
/// - A row has exactly as many cells as the header.
/// - In a file with the column [CsvHeader#MISSING], a row may lack the values of the columns that are named there.
///
/// Cells are found eight bytes at a time: XOR with a repeated byte turns each matching byte to zero, and `(x -
/// 0x01…01) & ~x & 0x80…80` marks the lowest zero byte of a word (Warren, Hacker's Delight, 6-1).
final class SlabParser {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long COMMAS = ',' * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long RETURNS = '\r' * ONES;

    /// The event types that one slab counts apart. Taste.
    private static final int MAX_EVENT_TYPES = 64;
    private static final int NO_ROW = -1;

    private static final String ESCAPES = " (inside it, \\\" stands for a quote and \\\\ for a backslash)";
    private static final String UNCLOSED = "a quote that closes the cell" + ESCAPES;
    private static final String TEXT_BEHIND_QUOTE = "a comma or the line's end behind the closing quote" + ESCAPES;
    private static final String STRAY_RETURN = "no carriage return inside a line: lines end in LF or CR LF";

    private final ImportRules rules;
    private final ColumnValues[] columns;
    private final Records records;
    private final QuotedCell quoted = new QuotedCell();
    private @Nullable ColumnValues[] cells = new ColumnValues[0];
    private int missingCell;

    private byte[] bytes = new byte[0];
    private int slabEnd;
    private int rowCapacity;
    private int row;
    private int rows;
    private int badRows;
    private int line;
    private int rowLines;
    private long rowTextBytes;
    private boolean isBadRow;
    private String rowProblem = "";
    private String missing = "";
    private final List<ColumnValues> lacking = new ArrayList<>();
    private int rowsOfLines;
    private int firstRowOfLines;
    private final List<SlabResult.Problem> problems = new ArrayList<>();
    private final List<SlabResult.Warning> warnings = new ArrayList<>();
    private final List<SlabResult.Warning> rowWarnings = new ArrayList<>();

    SlabParser(AvroSchema schema, DatasetType type, ImportRules rules) {
        this.rules = rules;
        this.records = new Records(rules.recordBytes());
        this.columns = schema.columns().stream()
                .map(column -> ColumnValues.of(column, type, rules))
                .toArray(ColumnValues[]::new);
    }

    /// Returns the parsed columns in schema order.
    ColumnValues[] columns() {
        return columns;
    }

    /// Returns the number of good rows in the columns.
    int goodRows() {
        return row;
    }

    /// Parses a slab of a file with the given column targets. The result has no row group yet.
    SlabResult parse(Slab slab, int[] targets) {
        begin(slab, targets);
        if (slab.isOverlong) {
            rows++;
            badRows++;
            refuseRow(slab.from, slab.to, overlong());
            line = 1;
        } else {
            int position = slab.from;
            while (position < slab.to) {
                position = parseRecord(position);
                line += rowLines;
            }
        }
        return new SlabResult(
                line,
                rows,
                badRows,
                findMalformed(slab),
                List.copyOf(problems),
                List.copyOf(warnings),
                new SlabResult.RowsOfLines(rowsOfLines, firstRowOfLines),
                eventTypes(),
                null);
    }

    private void begin(Slab slab, int[] targets) {
        bytes = slab.bytes;
        slabEnd = slab.to;
        cells = new ColumnValues[targets.length];
        missingCell = -1;
        for (int i = 0; i < targets.length; i++) {
            cells[i] = targets[i] < 0 ? null : columns[targets[i]];
            missingCell = targets[i] == CsvHeader.MISSING ? i : missingCell;
        }
        rowCapacity = Math.max(rowCapacity, 1024);
        for (ColumnValues column : columns) {
            column.reset(rowCapacity);
        }
        row = 0;
        rows = 0;
        badRows = 0;
        line = 0;
        rowsOfLines = 0;
        problems.clear();
        warnings.clear();
        lacking.clear();
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

    /// Parses the record at `start` and returns the start of the next one.
    private int parseRecord(int start) {
        rowLines = 1;
        if (bytes[start] == '\n') {
            return start + 1;
        }
        if (bytes[start] == '\r' && bytes[start + 1] == '\n') {
            return start + 2;
        }
        if (row == rowCapacity) {
            growRows();
        }
        isBadRow = false;
        rowTextBytes = 0;
        int next = parseCells(start);
        if (!lacking.isEmpty()) {
            refuseLacking();
        }
        if (next == NO_ROW || next - start > rules.textBytes()) {
            next = checkWhole(start, next);
        }
        if (!rowWarnings.isEmpty()) {
            rowWarnings.forEach(this::count);
            rowWarnings.clear();
        }
        rows++;
        if (isBadRow) {
            badRows++;
            return next;
        }
        if (rowLines > 1 && rowsOfLines++ == 0) {
            firstRowOfLines = line;
        }
        row++;
        return next;
    }

    private void growRows() {
        rowCapacity = Math.multiplyExact(rowCapacity, 2);
        for (ColumnValues column : columns) {
            column.grow(rowCapacity);
        }
    }

    /// Checks a record that cannot be split into cells, or is long, and returns the start of the next one.
    private int checkWhole(int start, int next) {
        int end = next;
        if (next == NO_ROW || (rowLines > 1 && next - start > rules.recordBytes())) {
            end = records.end(bytes, start, slabEnd);
            int lines = Utf8.countLineFeeds(bytes, start, end);
            rowProblem = lines < rowLines ? UNCLOSED : rowProblem; // the parsed cell is not part of the record
            rowLines = lines;
            refuseRow(start, end, end - start > rules.recordBytes() ? overlong() : rowProblem);
        } else if (next - start > rules.recordBytes()) {
            refuseRow(start, end, overlong());
        } else if (rowTextBytes > rules.textBytes()) {
            refuseRow(
                    start,
                    end,
                    "texts of at most %,d bytes together (is a quote missing?)".formatted(rules.textBytes()));
        }
        return end;
    }

    private String overlong() {
        return "a line of at most %,d bytes (is a quote missing?)".formatted(rules.recordBytes());
    }

    /// Parses the cells of the record and returns the start of the next one, or [#NO_ROW] when it cannot be split;
    /// [#rowProblem] then holds the reason.
    private int parseCells(int start) {
        int position = start;
        int last = cells.length - 1;
        for (int i = 0; ; i++) {
            ColumnValues column = cells[i];
            int end;
            if (bytes[position] == '"') {
                if (!quoted.find(bytes, position + 1, slabEnd)) {
                    return noRow(UNCLOSED);
                }
                end = quoted.end() + 1;
                if (!Records.isEndOfCell(bytes, end)) {
                    return noRow(rowLines == 1 && quoted.lineFeeds() == 0 ? TEXT_BEHIND_QUOTE : UNCLOSED);
                }
                rowLines += quoted.lineFeeds();
                if (quoted.hasEscapes()) {
                    int length = quoted.unescape(bytes, position + 1);
                    set(i, column, quoted.value(), 0, length);
                } else {
                    set(i, column, bytes, position + 1, end - position - 2);
                }
            } else {
                end = endOfCell(position);
                set(i, column, bytes, position, end - position);
            }
            byte stop = bytes[end];
            position = end + 1;
            if (stop == ',') {
                if (i == last) {
                    return noRow("%d cells as in the header, not more".formatted(cells.length));
                }
            } else if (stop == '\r' && bytes[position] != '\n') {
                return noRow(STRAY_RETURN);
            } else {
                if (i < last) {
                    return noRow("%d cells as in the header, not %d".formatted(cells.length, i + 1));
                }
                return stop == '\r' ? position + 1 : position;
            }
        }
    }

    private int noRow(String expected) {
        rowProblem = expected;
        lacking.clear();
        return NO_ROW;
    }

    /// Returns the index of the next comma, line feed or carriage return.
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

    private void set(int cell, @Nullable ColumnValues column, byte[] source, int from, int length) {
        if (column == null) {
            if (cell == missingCell) {
                missing = new String(source, from, length, UTF_8);
            }
            return;
        }
        Remark remark = column.set(row, source, from, length);
        rowTextBytes += column instanceof StringValues ? length : 0;
        if (remark == null) {
            return;
        }
        if (length == 0 && missingCell >= 0) {
            lacking.add(column);
        } else {
            remark(column, remark, source, from, length);
        }
    }

    /// Refuses the row unless it declares the values as missing.
    private void refuseLacking() {
        List<String> named = List.of(missing.split("\\|"));
        for (ColumnValues column : lacking) {
            if (!column.mayLack() || !named.contains(column.column().name())) {
                remark(column, Remark.EMPTY, bytes, 0, 0);
            }
        }
        lacking.clear();
    }

    private void remark(ColumnValues column, Remark remark, byte[] source, int from, int length) {
        String name = column.column().name();
        if (remark.isRefusal()) {
            isBadRow = true;
            if (problems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
                problems.add(new SlabResult.Problem(line, name, shown(column, source, from, length), remark.text()));
            }
            return;
        }
        rowWarnings.add(new SlabResult.Warning(name, remark, 1, line, shown(column, source, from, length)));
    }

    private void count(SlabResult.Warning warning) {
        for (int i = 0; i < warnings.size(); i++) {
            SlabResult.Warning known = warnings.get(i);
            if (known.column().equals(warning.column())) {
                warnings.set(
                        i,
                        new SlabResult.Warning(
                                known.column(),
                                known.remark(),
                                known.count() + 1,
                                known.firstLine(),
                                known.firstText()));
                return;
            }
        }
        warnings.add(warning);
    }

    private static String shown(ColumnValues column, byte[] source, int from, int length) {
        String text = Utf8.excerpt(source, from, length, RowProblem.TEXT_LENGTH);
        return column instanceof StringValues ? Printable.of(text) : Printable.ascii(text);
    }

    /// Records that the record in `[start, end)` is not a row. The problems of its cells are discarded.
    private void refuseRow(int start, int end, String expected) {
        isBadRow = true;
        rowWarnings.clear();
        problems.removeIf(problem -> problem.line() == line);
        if (problems.size() < ProblemReport.MAX_ROW_PROBLEMS) {
            int length = end - start;
            while (length > 0 && (bytes[start + length - 1] == '\n' || bytes[start + length - 1] == '\r')) {
                length--;
            }
            String text = Printable.of(Utf8.excerpt(bytes, start, length, RowProblem.TEXT_LENGTH));
            String several = rowLines > 1 ? " (the row has %,d lines: is a quote missing?)".formatted(rowLines) : "";
            problems.add(new SlabResult.Problem(line, "", text, expected + several));
        }
    }
}
