package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.UserTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A numeric encoding of users' metadata. Each frequent value of a categorical column is a number: 1 if the user
/// has the value, 0 if the user has only other values. A numeric column is used unchanged. Unknown traits are
/// NaN. Values of few users are left out, so that they identify no user.
///
/// @param keys the keys of the numbers: the column's name, `=` and the value, or the column's name and `#` for a
/// numeric column
/// @param columns the column of each number, as an index of `names`
/// @param names the names of the columns
@SuppressWarnings("ArrayRecordComponent") // shared by parts of a model, never compared
record UserTraits(IdIndex keys, int[] columns, List<String> names) {

    /// Minimum number of users of a value: rarer values could identify a person. Taste.
    private static final int FEWEST_USERS = 10;

    /// Maximum number of values of a column, and of all columns: more traits overfit. Taste.
    private static final int MOST_OF_A_COLUMN = 32;
    private static final int MOST = 64;

    /// Returns the traits of a table's users.
    static UserTraits of(UserTable users) {
        var keys = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        var names = new ArrayList<String>();
        for (var feature : users.features()) {
            int before = keys.size();
            switch (feature) {
                case Feature.Numeric _ -> {
                    if (before < MOST) {
                        keys.add(numericKey(feature.name()));
                    }
                }
                case Feature.Categorical categorical ->
                    frequent(categorical, Math.min(MOST_OF_A_COLUMN, MOST - before))
                            .forEach(value -> keys.add(key(feature.name(), value)));
            }
            for (int i = before; i < keys.size(); i++) {
                columns.add(names.size());
            }
            if (keys.size() > before) {
                names.add(feature.name());
            }
        }
        return new UserTraits(
                IdIndex.of(keys), columns.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(names));
    }

    private static String key(String column, String value) {
        return column + "=" + value;
    }

    private static String numericKey(String column) {
        return column + "#"; // no column's name contains it
    }

    /// Returns the values with the most users, most frequent first; ties by code.
    private static List<String> frequent(Feature.Categorical feature, int most) {
        var users = new int[feature.values().length];
        for (int code : feature.codes()) {
            users[code]++;
        }
        var order = new long[users.length];
        for (int code = 0; code < users.length; code++) {
            order[code] = (long) -users[code] << 32 | code;
        }
        Arrays.sort(order);
        var values = new ArrayList<String>();
        for (long entry : order) {
            int code = (int) entry;
            if (values.size() < most && users[code] >= FEWEST_USERS) {
                values.add(feature.values()[code]);
            }
        }
        return values;
    }

    int size() {
        return columns.length;
    }

    boolean isNumeric(int trait) {
        return keys.id(trait).equals(numericKey(names.get(columns[trait])));
    }

    /// Sets the traits of a user, from `at` on.
    ///
    /// @param user the metadata by column, with several values joined by `|`
    void set(Map<String, String> user, float[] values, int at) {
        Arrays.fill(values, at, at + size(), Float.NaN);
        for (int column = 0; column < names.size(); column++) {
            var name = names.get(column);
            var text = user.get(name);
            if (text == null || text.isEmpty()) {
                continue;
            }
            int numeric = keys.indexOf(numericKey(name));
            if (numeric >= 0) {
                values[at + numeric] = number(text);
                continue;
            }
            for (int trait = 0; trait < columns.length; trait++) {
                if (columns[trait] == column) {
                    values[at + trait] = 0;
                }
            }
            for (var value : text.split("\\|", -1)) {
                int trait = keys.indexOf(key(name, value));
                if (trait >= 0) {
                    values[at + trait] = 1;
                }
            }
        }
    }

    private static float number(String text) {
        try {
            float number = Float.parseFloat(text);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN; // a column that was numeric when the model was trained
        }
    }

    /// Returns the metadata of a table's user in the form that [#set] expects.
    static Map<String, String> of(UserTable users, int user) {
        var texts = new HashMap<String, String>();
        for (var feature : users.features()) {
            texts.put(feature.name(), Feature.text(feature, user));
        }
        return texts;
    }
}
