package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.SparseMatrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The lifts of items in groups: the logarithm of an item's share of interactions in the group divided by its
/// share in all interactions, shrunk towards 0 if there is little data. A group is the users with a metadata
/// value, or the interactions with a context value. Adding a lift to the logarithm of a share is the naive Bayes
/// rule.
///
/// Numeric columns of users are grouped by ranges ([Feature.Numeric#inRanges]).
///
/// File: the keys (column in capitals, a zero character, value; or, for a range, a character of code 1 and its
/// smallest number) as an [IdIndex], and the lifts as a [SparseMatrix], a row for each key, all under one
/// prefix.
final class Lifts {

    /// The prefix of the lifts of groups of users.
    static final String GROUPS = "groups.";

    /// The prefix of the lifts of contexts.
    static final String CONTEXTS = "contexts.";

    /// Minimum number of users or items of a value: fewer give no reliable lift. Taste.
    private static final int FEWEST = 5;

    /// Separates a column from the smallest number of a range in keys.
    private static final char LEAST = '\1';

    private final IdIndex keys;
    private final SparseMatrix lifts;
    private final Map<String, Ranges> ranges;

    /// The ranges of a numeric column, which are consecutive rows.
    ///
    /// @param bounds the smallest number of each range, ascending
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ranges(int firstRow, float[] bounds) {

        /// Returns the row of the range that contains a number, or -1 for a text that is not a number.
        int rowOf(String number) {
            try {
                float value = Float.parseFloat(number);
                return Float.isNaN(value) ? -1 : firstRow + Feature.Numeric.rangeOf(value, bounds, bounds.length);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
    }

    private Lifts(IdIndex keys, SparseMatrix lifts) {
        this.keys = keys;
        this.lifts = lifts;
        this.ranges = ranges(keys);
    }

    private static Map<String, Ranges> ranges(IdIndex keys) {
        var ranges = new HashMap<String, Ranges>();
        for (int row = 0; row < keys.size(); row++) {
            var key = keys.id(row);
            int end = key.indexOf(LEAST);
            if (end >= 0) {
                var column = key.substring(0, end);
                var known = ranges.getOrDefault(column, new Ranges(row, new float[0]));
                var bounds = Arrays.copyOf(known.bounds(), known.bounds().length + 1);
                bounds[bounds.length - 1] = Float.parseFloat(key.substring(end + 1));
                ranges.put(column, new Ranges(known.firstRow(), bounds));
            }
        }
        return ranges;
    }

    /// Returns the lifts among users with each value of each column.
    static Lifts ofUsers(UserTable table, InteractionMatrix byUser) {
        int groups = 0;
        for (var feature : table.features()) {
            groups += switch (feature) {
                case Feature.Categorical column -> count(members(column, table.size()));
                case Feature.Numeric column -> column.inRanges().values().length;
            };
        }
        var rows = new LiftRows(byUser.columns(), byUser.columnCount(), groups);
        for (var feature : table.features()) {
            switch (feature) {
                case Feature.Categorical column -> {
                    var members = members(column, table.size());
                    for (int code = 0; code < members.length; code++) {
                        if (members[code].length >= FEWEST) {
                            rows.add(key(column.name(), column.values()[code]), items(members[code], byUser));
                        }
                    }
                }
                case Feature.Numeric column -> addRanges(rows, column.inRanges(), table.size(), byUser);
            }
        }
        return of(rows);
    }

    /// Adds all ranges, including those of few users, so that their numbers are not assigned to another range.
    private static void addRanges(LiftRows rows, Feature.Categorical column, int users, InteractionMatrix byUser) {
        var members = members(column, users);
        for (int code = 0; code < members.length; code++) {
            var key = column.name().toUpperCase(Locale.ROOT) + LEAST + column.values()[code];
            rows.add(key, items(members[code], byUser));
        }
    }

    /// Returns the lifts in interactions with each value of each context.
    static Lifts ofContexts(Iterable<InteractionContext> contexts, InteractionLog log) {
        int groups = 0;
        for (var context : contexts) {
            groups += count(items(context, log));
        }
        var rows = new LiftRows(log.items(), log.itemCount(), groups);
        for (var context : contexts) {
            var items = items(context, log);
            for (int code = 0; code < items.length; code++) {
                if (items[code].length >= FEWEST) {
                    rows.add(key(context.name(), context.values().id(code)), items[code]);
                }
            }
        }
        return of(rows);
    }

    private static Lifts of(LiftRows rows) {
        return new Lifts(IdIndex.of(rows.keys()), rows.matrix());
    }

    private static int count(int[][] groups) {
        return (int)
                Arrays.stream(groups).filter(group -> group.length >= FEWEST).count();
    }

    private static int[][] members(Feature.Categorical column, int users) {
        var sizes = new int[column.values().length];
        for (int code : column.codes()) {
            sizes[code]++;
        }
        var members = ofSizes(sizes);
        var next = new int[sizes.length];
        for (int user = 0; user < users; user++) {
            for (int at = column.offsets()[user]; at < column.offsets()[user + 1]; at++) {
                int code = column.codes()[at];
                members[code][next[code]++] = user;
            }
        }
        return members;
    }

    private static int[] items(int[] members, InteractionMatrix byUser) {
        int size = 0;
        for (int user : members) {
            size += byUser.to(user) - byUser.from(user);
        }
        var items = new int[size];
        int next = 0;
        for (int user : members) {
            int length = byUser.to(user) - byUser.from(user);
            System.arraycopy(byUser.columns(), byUser.from(user), items, next, length);
            next += length;
        }
        return items;
    }

    private static int[][] items(InteractionContext context, InteractionLog log) {
        var sizes = new int[context.values().size()];
        for (int code : context.codes()) {
            if (code >= 0) {
                sizes[code]++;
            }
        }
        var items = ofSizes(sizes);
        var next = new int[sizes.length];
        for (int at = 0; at < log.size(); at++) {
            int code = context.codes()[at];
            if (code >= 0) {
                items[code][next[code]++] = log.items()[at];
            }
        }
        return items;
    }

    private static int[][] ofSizes(int[] sizes) {
        var arrays = new int[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            arrays[i] = new int[sizes[i]];
        }
        return arrays;
    }

    private static String key(String column, String value) {
        return column.toUpperCase(Locale.ROOT) + '\0' + value;
    }

    /// Returns the lift of each item that has one for the given values.
    ///
    /// @param given values by column in any case, with several values joined by `|`
    Map<Integer, Float> of(Map<String, String> given) {
        if (given.isEmpty() || keys.size() == 0) {
            return Map.of();
        }
        var sums = new HashMap<Integer, Float>();
        var columns = new int[lifts.longestRow()];
        var values = new float[columns.length];
        for (var entry : given.entrySet()) {
            for (var value : entry.getValue().split("\\|", -1)) {
                int row = rowOf(entry.getKey(), value);
                int length = row < 0 ? 0 : lifts.copyRow(row, columns, values);
                for (int k = 0; k < length; k++) {
                    sums.merge(columns[k], values[k], Float::sum);
                }
            }
        }
        return sums;
    }

    private int rowOf(String column, String value) {
        var numbers = ranges.get(column.toUpperCase(Locale.ROOT));
        return numbers == null ? keys.indexOf(key(column, value)) : numbers.rowOf(value);
    }

    void write(SectionWriter file, String prefix) throws IOException {
        file.segment(prefix + "text", keys.text());
        file.segment(prefix + "ends", keys.offsets());
        file.segment(prefix + "slots", keys.slots());
        lifts.write(file, prefix);
    }

    /// Reads the lifts that [#write] wrote. A file from before there were lifts gives none.
    static Lifts read(SectionFile file, String prefix) {
        if (!file.has(prefix + "text")) {
            return of(new LiftRows(new int[0], 0, 0));
        }
        var keys = new IdIndex(
                file.segment(prefix + "text"), file.segment(prefix + "ends"), file.segment(prefix + "slots"));
        return new Lifts(keys, SparseMatrix.read(file, prefix));
    }
}
