package dev.kindred.server.demo;

import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the imported files for the demo: the items of each user, the event types, and a category of items.
final class ImportedRows {

    private ImportedRows() {}

    /// The interactions of a file.
    ///
    /// @param items each user's items, the latest last
    /// @param types the event types, the most frequent first
    record History(Map<String, List<String>> items, List<String> types) {

        /// Returns the first `count` users with at least ten different items, or the first users if there are
        /// none.
        List<String> users(int count) {
            var users = new ArrayList<String>();
            for (var user : items.entrySet()) {
                if (new LinkedHashSet<>(user.getValue()).size() >= 10) {
                    users.add(user.getKey());
                }
                if (users.size() == count) {
                    break;
                }
            }
            if (users.isEmpty()) {
                users.addAll(items.keySet().stream().limit(count).toList());
            }
            return users;
        }
    }

    /// A categorical column, and one of its frequent values.
    record Category(String column, String value) {}

    static @Nullable Category category(List<DataFile> files) {
        var items =
                files.stream().filter(file -> file.type() == DatasetType.ITEMS).findFirst();
        if (items.isEmpty()) {
            return null;
        }
        var column = items.get().schema().columns().stream()
                .filter(it -> it.categorical())
                .findFirst();
        if (column.isEmpty()) {
            return null;
        }
        var counts = new HashMap<String, Integer>();
        var name = column.get().name();
        rows(items.get(), List.of(name), row -> {
            for (var value : row.getFirst().split("\\|", -1)) {
                if (!value.isEmpty()) {
                    counts.merge(value, 1, Integer::sum);
                }
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> new Category(name, most.getKey()))
                .orElse(null);
    }

    static History history(DataFile file) {
        var items = new LinkedHashMap<String, List<String>>();
        var types = new HashMap<String, Integer>();
        var columns = new ArrayList<>(List.of("USER_ID", "ITEM_ID"));
        boolean typed = file.schema().find("EVENT_TYPE").isPresent();
        if (typed) {
            columns.add("EVENT_TYPE");
        }
        rows(file, columns, row -> {
            items.computeIfAbsent(row.get(0), _ -> new ArrayList<>()).add(row.get(1));
            types.merge(typed ? row.get(2) : "interaction", 1, Integer::sum);
        });
        var byCount = types.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        return new History(items, byCount);
    }

    private interface RowReader {
        void read(List<String> values);
    }

    /// Reads some columns of an imported file. The import has verified its form. Quotes of values are removed.
    private static void rows(DataFile file, List<String> columns, RowReader reader) {
        try (var in = Files.newInputStream(file.path())) {
            var lines = new CsvLines(file.fileName(), in);
            var header = Objects.requireNonNull(lines.next());
            var places =
                    columns.stream().mapToInt(column -> place(header, column)).toArray();
            for (var values = lines.next(); values != null; values = lines.next()) {
                var row = new ArrayList<String>(places.length);
                for (int place : places) {
                    row.add(place < values.size() ? values.get(place) : "");
                }
                reader.read(row);
            }
        } catch (IOException e) {
            throw new DemoException("%s cannot be read (%s): give this user the right to.".formatted(file.path(), e));
        }
    }

    private static int place(List<String> header, String column) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().toUpperCase(Locale.ROOT).equals(column.toUpperCase(Locale.ROOT))) {
                return i;
            }
        }
        throw new DemoException("There is no column %s in the file that was imported.".formatted(column));
    }
}
