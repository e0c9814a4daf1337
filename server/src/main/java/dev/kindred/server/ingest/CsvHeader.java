package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.schema.AvroSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A file's first line: the name of each column, spaces and quotes taken off.
record CsvHeader(List<String> names) {

    /// Where a file's column goes that the schema does not have.
    static final int IGNORED = -1;

    /// Reads a line without its line end. Quotes are escaped as in rows.
    static CsvHeader parse(byte[] line, int from, int to) {
        String text = new String(line, from, to - from, UTF_8);
        List<String> names = new ArrayList<>();
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (quoted && next == '"' && (c == '"' || c == '\\')) {
                name.append('"');
                i++;
            } else if (c == '"' && (quoted || name.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
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

    /// Returns, for each of the file's columns, its index in the schema or [#IGNORED].
    int[] targets(AvroSchema schema) {
        int[] targets = new int[names.size()];
        Arrays.fill(targets, IGNORED);
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

    /// The schema's columns that the header names more than once.
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

    /// The columns the schema does not have, as the file spells them; a column without a name is `(unnamed)`.
    List<String> ignored(AvroSchema schema) {
        return names.stream()
                .filter(name -> schema.find(name).isEmpty())
                .map(name -> name.isEmpty() ? "(unnamed)" : name)
                .toList();
    }

    /// Whether both headers name the same columns, in any order and case.
    boolean isSameAs(CsvHeader other) {
        return sorted().equals(other.sorted());
    }

    private List<String> sorted() {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /// The header for messages, cut when it is very long.
    @Override
    public String toString() {
        String text = String.join(", ", names);
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
