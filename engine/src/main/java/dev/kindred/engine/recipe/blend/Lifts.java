package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.neighbours.SparseMatrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// How much more, or less, popular than among all each item is where something is so: among users with a value
/// in their metadata, or in interactions with a circumstance. The logarithm of that ratio is the item's lift,
/// drawn towards 0 where little speaks for it. Added to the logarithm of a share this is the naive Bayes rule.
///
/// File: the keys (column in capitals, a zero character, value) as an [IdIndex], and the lifts as a
/// [SparseMatrix], a row for each key, all under one prefix.
final class Lifts {

    /// The prefix of what differs between groups of users.
    static final String GROUPS = "groups.";

    /// The prefix of what differs between circumstances.
    static final String CONTEXTS = "contexts.";

    private static final int FEWEST = 5;

    private final IdIndex keys;
    private final SparseMatrix lifts;

    private Lifts(IdIndex keys, SparseMatrix lifts) {
        this.keys = keys;
        this.lifts = lifts;
    }

    /// Returns the lifts among users with each value of each categorical column.
    static Lifts ofUsers(UserTable table, InteractionMatrix byUser) {
        int groups = 0;
        for (var feature : table.features()) {
            groups += feature instanceof Feature.Categorical column ? count(members(column, table.size())) : 0;
        }
        var rows = new LiftRows(byUser.columns(), byUser.columnCount(), groups);
        for (var feature : table.features()) {
            if (feature instanceof Feature.Categorical column) {
                var members = members(column, table.size());
                for (int code = 0; code < members.length; code++) {
                    if (members[code].length >= FEWEST) {
                        rows.add(key(column.name(), column.values()[code]), items(members[code], byUser));
                    }
                }
            }
        }
        return of(rows);
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

    /// Returns the lift of each item that anything is known of, where that is so.
    ///
    /// @param given values by column in any case, several joined by `|`
    Map<Integer, Float> of(Map<String, String> given) {
        if (given.isEmpty() || keys.size() == 0) {
            return Map.of();
        }
        var sums = new HashMap<Integer, Float>();
        var columns = new int[lifts.longestRow()];
        var values = new float[columns.length];
        for (var entry : given.entrySet()) {
            for (var value : entry.getValue().split("\\|", -1)) {
                int row = keys.indexOf(key(entry.getKey(), value));
                int length = row < 0 ? 0 : lifts.copyRow(row, columns, values);
                for (int k = 0; k < length; k++) {
                    sums.merge(columns[k], values[k], Float::sum);
                }
            }
        }
        return sums;
    }

    void write(SectionWriter file, String prefix) throws IOException {
        file.segment(prefix + "text", keys.text());
        file.segment(prefix + "ends", keys.offsets());
        file.segment(prefix + "slots", keys.slots());
        lifts.write(file, prefix);
    }

    /// Returns what [#write] wrote, or, of a file that was written before there was such a thing, nothing.
    static Lifts read(SectionFile file, String prefix) {
        if (!file.has(prefix + "text")) {
            return of(new LiftRows(new int[0], 0, 0));
        }
        var keys = new IdIndex(
                file.segment(prefix + "text"), file.segment(prefix + "ends"), file.segment(prefix + "slots"));
        return new Lifts(keys, SparseMatrix.read(file, prefix));
    }
}
