package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.literal.Printable;
import dev.kindred.server.literal.QuotedString;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The first record of a file: the name of each column, without surrounding spaces and quotes.
record CsvHeader(List<String> names) {

    /// The column that lists, for a row of events, the required columns without a value, joined by `|`. Streamed
    /// events may lack such values; an export lists them here, so that an import of the export accepts the rows.
    /// No schema has a column of this name.
    static final String MISSING_VALUES = "kindred: missing";

    /// The target of a file's column that the schema does not have.
    static final int IGNORED = -1;

    /// The target of the column [#MISSING_VALUES].
    static final int MISSING = -2;

    /// The characters of a header line in a message. Taste.
    private static final int SHOWN = 300;

    /// Parses a record without its line end. A quote at the start of a name opens a [QuotedString].
    static CsvHeader parse(byte[] line, int from, int to) {
        String text = new String(line, from, to - from, UTF_8);
        List<String> names = new ArrayList<>();
        var name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && name.toString().isBlank()) {
                int close = QuotedString.end(text, i + 1, '"');
                int end = close < 0 ? text.length() : close;
                name.append(QuotedString.value(text, i + 1, end, '"'));
                i = end;
            } else if (c == ',') {
                names.add(name.toString().strip());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString().strip());
        return new CsvHeader(List.copyOf(names));
    }

    int width() {
        return names.size();
    }

    /// Returns, for each of the file's columns, its index in the schema, [#MISSING] or [#IGNORED].
    int[] targets(AvroSchema schema, DatasetType type) {
        int[] targets = new int[names.size()];
        Arrays.fill(targets, IGNORED);
        int missing = type.isEvents() ? indexOf(MISSING_VALUES) : IGNORED;
        if (missing >= 0) {
            targets[missing] = MISSING;
        }
        for (int i = 0; i < schema.columns().size(); i++) {
            int at = indexOf(schema.columns().get(i).name());
            if (at >= 0) {
                targets[at] = i;
            }
        }
        return targets;
    }

    private int indexOf(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    List<String> missing(AvroSchema schema) {
        return schema.columns().stream()
                .map(column -> column.name())
                .filter(name -> indexOf(name) < 0)
                .toList();
    }

    /// Returns the schema's columns that the header names more than once.
    List<String> repeated(AvroSchema schema) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new TreeSet<>();
        for (String name : names) {
            if (!seen.add(name.toUpperCase(Locale.ROOT))) {
                schema.find(name).ifPresent(column -> repeated.add(column.name()));
            }
        }
        return List.copyOf(repeated);
    }

    /// Returns a name in the header that differs from the column's name only in invisible characters, or nothing.
    Optional<String> findLookAlike(String column) {
        return names.stream()
                .filter(name ->
                        !name.equalsIgnoreCase(column) && Printable.plain(name).equalsIgnoreCase(column))
                .map(Printable::ascii)
                .findFirst();
    }

    /// Returns the columns that the schema does not have, in the file's spelling. A column without a name is
    /// `(unnamed)`.
    List<String> ignored(AvroSchema schema, DatasetType type) {
        return names.stream()
                .filter(name -> schema.find(name).isEmpty() && !(type.isEvents() && isMissingValues(name)))
                .map(name -> name.isEmpty() ? "(unnamed)" : Printable.name(name))
                .toList();
    }

    private static boolean isMissingValues(String name) {
        return name.equalsIgnoreCase(MISSING_VALUES);
    }

    /// Returns whether both headers name the same columns, in any order and case. The column [#MISSING_VALUES] is not
    /// compared: one of two exports of a dataset may have it.
    boolean isSameAs(CsvHeader other) {
        return sorted().equals(other.sorted());
    }

    private List<String> sorted() {
        return names.stream()
                .filter(name -> !isMissingValues(name))
                .map(name -> name.toUpperCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /// Returns the header for messages, truncated when it is very long.
    @Override
    public String toString() {
        String text = names.stream().map(Printable::name).collect(Collectors.joining(", "));
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
