package dev.kindred.server.demo;

import static dev.kindred.server.schema.ColumnType.LONG;
import static dev.kindred.server.schema.ColumnType.STRING;

import dev.kindred.server.literal.Printable;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.schema.SchemaQuotas;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Infers the schema of a CSV file from its header and all its values. Each file is read once, as a stream.
///
/// - A column has the name in the header, in upper case. Servers match columns without regard to case.
/// - Reserved columns have the types that Personalize requires. If a file violates them, its import fails and
///   names the lines.
/// - Every other column has the narrowest type for all its values: int, long, float if six digits suffice,
///   double, boolean, string. It is nullable if a value is empty.
/// - A string is categorical if `|` separates categories, or if values occur in two rows on average. The longest
///   of an item's other strings is textual if it is long enough.
/// - Columns that no schema can contain (without a name, with a name that contains spaces, or beyond the quota)
///   are excluded, with a note.
public final class SchemaInference {

    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,149}");
    private static final Set<String> IDS = Set.of("USER_ID", "ITEM_ID");
    private static final Set<String> INTERACTION_STRINGS =
            Set.of("EVENT_TYPE", "IMPRESSION", "RECOMMENDATION_ID", "EVENT_ATTRIBUTION_SOURCE");

    /// The length of a value above which a column is text. Taste.
    private static final int TEXT_LENGTH = 200;

    private final SchemaQuotas quotas;

    public SchemaInference(SchemaQuotas quotas) {
        this.quotas = quotas;
    }

    /// Infers the schemas of a folder's interactions.csv and, if they exist, items.csv and users.csv.
    ///
    /// @throws DemoException if one of them cannot be imported with any schema
    public List<DataFile> readFolder(Path folder) {
        if (!Files.isReadable(folder.resolve(DataFile.nameOf(DatasetType.INTERACTIONS)))) {
            throw new DemoException(
                    "%s has no interactions.csv that can be read: put one there, with a header that names USER_ID, ITEM_ID and TIMESTAMP."
                            .formatted(Files.isDirectory(folder) ? folder : folder + " is not a folder and"));
        }
        var files = new ArrayList<DataFile>();
        for (var type : List.of(DatasetType.INTERACTIONS, DatasetType.ITEMS, DatasetType.USERS)) {
            var path = folder.resolve(DataFile.nameOf(type));
            if (Files.exists(path)) {
                files.add(read(path, type));
            }
        }
        return files;
    }

    private DataFile read(Path path, DatasetType type) {
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            return read(path, type, in);
        } catch (IOException e) {
            throw new DemoException("%s cannot be read (%s): give this user the right to.".formatted(path, e));
        }
    }

    /// A column of the file that a schema can contain.
    private record Found(String name, int index, ValueProfile values) {}

    private DataFile read(Path path, DatasetType type, InputStream in) throws IOException {
        var file = DataFile.nameOf(type);
        var lines = new CsvLines(file, in);
        var header = lines.next();
        if (header == null) {
            throw new DemoException(file + " is empty: its first line must be a header that names the columns.");
        }
        var notes = new ArrayList<String>();
        var columns = columns(file, header, notes);
        requireColumns(file, header, columns, type);
        long rows = profile(lines, columns);
        if (rows == 0) {
            throw new DemoException(file + " has a header and no rows: there is nothing to import.");
        }
        var schema = schema(file, type, columns, notes);
        return new DataFile(path, type, schema, rows, notes);
    }

    private static List<Found> columns(String file, List<String> header, List<String> notes) {
        var columns = new ArrayList<Found>();
        var seen = new HashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            var spelt = (i == 0 ? header.getFirst().replace("\uFEFF", "") : header.get(i)).strip();
            var name = spelt.replace("\"", "").toUpperCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                notes.add("%s: column %d%s is left out: names consist of letters, digits and underscores."
                        .formatted(
                                file, i + 1, spelt.isEmpty() ? " without a name" : " (" + Printable.name(spelt) + ")"));
                continue;
            }
            var other = seen.putIfAbsent(name.replace("_", ""), spelt);
            if (other != null) {
                throw new DemoException(
                        "The columns %s and %s of %s have equal names in Personalize, which ignores case and underscores: rename one."
                                .formatted(Printable.name(other), Printable.name(spelt), file));
            }
            columns.add(new Found(name, i, new ValueProfile()));
        }
        return columns;
    }

    private static void requireColumns(String file, List<String> header, List<Found> columns, DatasetType type) {
        var missing = required(type).stream()
                .filter(name ->
                        columns.stream().noneMatch(column -> column.name().equals(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new DemoException(
                    "%s has no column %s (its header names %s): rename the column that holds it, or add one."
                            .formatted(
                                    file,
                                    String.join(" and no column ", missing),
                                    excerpt(header.stream().map(Printable::name).collect(Collectors.joining(", ")))));
        }
    }

    private static List<String> required(DatasetType type) {
        return switch (type) {
            case INTERACTIONS -> List.of("USER_ID", "ITEM_ID", "TIMESTAMP");
            case ITEMS -> List.of("ITEM_ID");
            case USERS -> List.of("USER_ID");
            case ACTIONS, ACTION_INTERACTIONS -> throw new IllegalArgumentException("the demo has no " + type);
        };
    }

    private static String excerpt(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static long profile(CsvLines lines, List<Found> columns) throws IOException {
        long rows = 0;
        for (@Nullable List<String> cells = lines.next(); cells != null; cells = lines.next()) {
            rows++;
            for (var column : columns) {
                if (column.index() < cells.size()) {
                    column.values().add(cells.get(column.index()));
                }
            }
        }
        return rows;
    }

    private AvroSchema schema(String file, DatasetType type, List<Found> found, List<String> notes) {
        var columns = new ArrayList<Column>();
        int metadata = 0;
        for (var column : found) {
            var reserved = reserved(type, column);
            if (reserved != null) {
                columns.add(reserved);
            } else if (metadata == quota(type)) {
                notes.add("%s: column %s is left out: a schema has at most %d besides the reserved ones."
                        .formatted(file, column.name(), metadata));
            } else {
                metadata++;
                columns.add(metadata(column));
            }
        }
        if (type == DatasetType.ITEMS) {
            markText(file, found, columns, notes);
        }
        requireTrainable(file, type, columns);
        return new AvroSchema(type.recordName(), columns);
    }

    private int quota(DatasetType type) {
        return switch (type) {
            case INTERACTIONS -> quotas.interactionMetadata();
            case ITEMS -> quotas.itemMetadata();
            case USERS -> quotas.userMetadata();
            case ACTIONS -> quotas.actionMetadata();
            case ACTION_INTERACTIONS -> quotas.actionInteractionMetadata();
        };
    }

    private static @Nullable Column reserved(DatasetType type, Found column) {
        boolean nullable = column.values().hasEmpty();
        if (required(type).contains(column.name())) {
            return Column.required(column.name(), IDS.contains(column.name()) ? STRING : LONG);
        }
        if (type == DatasetType.ITEMS && column.name().equals("CREATION_TIMESTAMP")) {
            return plain(column.name(), LONG, nullable);
        }
        if (type == DatasetType.INTERACTIONS && INTERACTION_STRINGS.contains(column.name())) {
            return plain(column.name(), STRING, nullable);
        }
        if (type == DatasetType.INTERACTIONS && column.name().equals("EVENT_VALUE")) {
            return plain(column.name(), column.values().fractionType(), nullable);
        }
        return null;
    }

    private static Column metadata(Found column) {
        var type = column.values().type();
        boolean categorical = type == STRING && column.values().isRepeated();
        return new Column(column.name(), type, column.values().hasEmpty(), categorical, false, false);
    }

    private static Column plain(String name, ColumnType type, boolean nullable) {
        return nullable ? Column.optional(name, type) : Column.required(name, type);
    }

    /// Makes the item string with the longest value textual, if it is long, and removes others that are too long
    /// for any other use.
    private static void markText(String file, List<Found> found, List<Column> columns, List<String> notes) {
        var byLength = new ArrayList<Found>();
        for (var column : found) {
            columns.stream()
                    .filter(kept -> kept.name().equals(column.name())
                            && kept.type() == STRING
                            && !kept.categorical()
                            && !IDS.contains(kept.name())
                            && column.values().longest() > TEXT_LENGTH)
                    .findFirst()
                    .ifPresent(_ -> byLength.add(column));
        }
        byLength.sort((a, b) -> Integer.compare(b.values().longest(), a.values().longest()));
        for (int i = 0; i < byLength.size(); i++) {
            var name = byLength.get(i).name();
            if (i == 0) {
                columns.replaceAll(column -> column.name().equals(name)
                        ? new Column(name, STRING, column.nullable(), false, true, false)
                        : column);
            } else if (byLength.get(i).values().longest() > ValueProfile.CATEGORY_LENGTH) {
                columns.removeIf(column -> column.name().equals(name));
                notes.add("%s: column %s is left out: only one string of an item may be longer than %,d characters."
                        .formatted(file, name, ValueProfile.CATEGORY_LENGTH));
            }
        }
    }

    /// Ensures that training can use at least one column of the items or users, as Personalize requires.
    private static void requireTrainable(String file, DatasetType type, List<Column> columns) {
        if (type.isEvents()
                || columns.stream()
                        .anyMatch(column -> column.categorical()
                                || column.textual()
                                || column.type().isNumeric())) {
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (column.type() == STRING && !IDS.contains(column.name())) {
                columns.set(i, new Column(column.name(), STRING, column.nullable(), true, false, false));
                return;
            }
        }
        throw new DemoException(
                "%s has no column beside %s that training could use, a category or a number: add one, or take the file out of the folder."
                        .formatted(file, required(type).getFirst()));
    }
}
