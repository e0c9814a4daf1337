package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.neighbours.SparseMatrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What users with the same metadata do more, or less, than all: for each value of each categorical column and
/// each item the logarithm of how much more popular the item is among those users, drawn towards 0 where few
/// speak for it. Added to the logarithm of popularity this is the naive Bayes rule.
///
/// File: the keys (column, a zero character, value) as an [IdIndex] under `groups.`, and the logarithms as a
/// [SparseMatrix] under `groups.`, a row for each key.
final class UserGroups {

    private static final int FEWEST_USERS = 5;
    private static final int MOST_ITEMS = 500;
    private static final int MOST_GROUPS = 5000;

    /// As many interactions as this, spread as everybody's are, are added to a group's.
    private static final double PRIOR = 50;

    private final IdIndex keys;
    private final SparseMatrix lifts;

    private UserGroups(IdIndex keys, SparseMatrix lifts) {
        this.keys = keys;
        this.lifts = lifts;
    }

    static UserGroups of(UserTable table, InteractionMatrix byUser) {
        var counts = new double[byUser.columnCount()];
        for (int item : byUser.columns()) {
            counts[item]++;
        }
        var keys = new ArrayList<String>();
        var rows = new ArrayList<Map<Integer, Float>>();
        for (var feature : table.features()) {
            if (feature instanceof Feature.Categorical column) {
                var members = members(column, table.size());
                for (int code = 0; code < members.length && keys.size() < MOST_GROUPS; code++) {
                    if (members[code].length >= FEWEST_USERS) {
                        keys.add(key(column.name(), column.values()[code]));
                        rows.add(lifts(members[code], byUser, counts));
                    }
                }
            }
        }
        return new UserGroups(IdIndex.of(keys), matrix(rows));
    }

    private static int[][] members(Feature.Categorical column, int users) {
        var sizes = new int[column.values().length];
        for (int code : column.codes()) {
            sizes[code]++;
        }
        var members = new int[sizes.length][];
        Arrays.setAll(members, code -> new int[sizes[code]]);
        var next = new int[sizes.length];
        for (int user = 0; user < users; user++) {
            for (int at = column.offsets()[user]; at < column.offsets()[user + 1]; at++) {
                int code = column.codes()[at];
                members[code][next[code]++] = user;
            }
        }
        return members;
    }

    private static Map<Integer, Float> lifts(int[] members, InteractionMatrix byUser, double[] counts) {
        var inGroup = new HashMap<Integer, Integer>();
        int size = 0;
        for (int user : members) {
            for (int at = byUser.from(user); at < byUser.to(user); at++) {
                inGroup.merge(byUser.columns()[at], 1, Integer::sum);
                size++;
            }
        }
        double groupSize = size;
        var lifts = new HashMap<Integer, Float>();
        inGroup.entrySet().stream()
                .sorted((a, b) -> a.getValue().equals(b.getValue())
                        ? Integer.compare(a.getKey(), b.getKey())
                        : Integer.compare(b.getValue(), a.getValue()))
                .limit(MOST_ITEMS)
                .forEach(entry -> {
                    double share = counts[entry.getKey()] / byUser.size();
                    double inGroupShare = (entry.getValue() + PRIOR * share) / (groupSize + PRIOR);
                    lifts.put(entry.getKey(), (float) Math.log(inGroupShare / share));
                });
        return lifts;
    }

    private static SparseMatrix matrix(List<Map<Integer, Float>> rows) {
        var offsets = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            offsets[row + 1] = offsets[row] + rows.get(row).size();
        }
        var columns = new int[offsets[rows.size()]];
        var values = new float[columns.length];
        for (int row = 0; row < rows.size(); row++) {
            int next = offsets[row];
            for (int item : rows.get(row).keySet().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray()) {
                columns[next] = item;
                Float lift = rows.get(row).get(item);
                values[next++] = lift == null ? 0 : lift;
            }
        }
        return SparseMatrix.of(offsets, columns, values);
    }

    private static String key(String column, String value) {
        return column + '\0' + value;
    }

    /// Returns how much more each item that anything is known of fits a user with these metadata.
    ///
    /// @param user values by column, several joined by `|`
    Map<Integer, Float> lifts(Map<String, String> user) {
        var sums = new HashMap<Integer, Float>();
        var columns = new int[lifts.longestRow()];
        var values = new float[columns.length];
        for (var entry : user.entrySet()) {
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

    void write(SectionWriter file) throws IOException {
        file.segment("groups.text", keys.text());
        file.segment("groups.ends", keys.offsets());
        file.segment("groups.slots", keys.slots());
        lifts.write(file, "groups.");
    }

    static UserGroups read(SectionFile file) {
        var keys = new IdIndex(file.segment("groups.text"), file.segment("groups.ends"), file.segment("groups.slots"));
        return new UserGroups(keys, SparseMatrix.read(file, "groups."));
    }
}
