package dev.kindred.server.dataset.table;

import dev.kindred.engine.data.Feature;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.NumberRange;
import dev.kindred.server.schema.ColumnRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The rows of a dataset at one time. Immutable except for its cache of scans.
record TableSnapshot(
        ItemRows rows, List<LiveColumn> columns, RoaringBitmap present, RecentChanges changes, ScanCache scans)
        implements ItemColumns {

    @Override
    public int rowCount() {
        return rows.size();
    }

    @Override
    public RoaringBitmap withAny(String column, Set<String> values) {
        return switch (find(column)) {
            case CategoryColumn categories -> categories.rowsWithAny(values);
            case TextColumn texts ->
                scans.rows(new ScanCache.Scan(column, values), changes, () -> texts.rowsWithAny(values), row -> {
                    String text = texts.text(row);
                    return text != null && values.contains(text);
                });
            case NumberColumn _ -> new RoaringBitmap();
            case null -> column.endsWith("_ID") ? withIds(values) : new RoaringBitmap();
        };
    }

    /// Returns the rows of the given ids that have a record.
    private RoaringBitmap withIds(Set<String> ids) {
        var found = new RoaringBitmap();
        for (String id : ids) {
            int row = rows.find(id);
            if (row >= 0 && present.contains(row)) {
                found.add(row);
            }
        }
        return found;
    }

    @Override
    public RoaringBitmap within(String column, NumberRange range) {
        return find(column) instanceof NumberColumn numbers
                ? scans.rows(
                        new ScanCache.Scan(column, range),
                        changes,
                        () -> numbers.rowsWithin(range),
                        row -> range.contains(numbers.codes().get(row)))
                : new RoaringBitmap();
    }

    @Override
    public List<String> values(int row, String column) {
        LiveColumn found = find(column);
        if (found != null) {
            return found.values(row);
        }
        return column.endsWith("_ID") && present.contains(row) ? List.of(rows.id(row)) : List.of();
    }

    /// Returns the non-null values of a row as text, by column in the schema's spelling.
    Map<String, String> texts(int row, List<String> wanted) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : wanted) {
            LiveColumn column = findInAnyCase(name);
            String text = column == null ? null : column.text(row);
            if (column != null && text != null) {
                texts.put(column.column().name(), text);
            }
        }
        return texts;
    }

    /// The ids with a record, in ascending order.
    List<String> ids() {
        var ids = new ArrayList<String>(present.getCardinality());
        for (int row : present) {
            ids.add(rows.id(row));
        }
        Collections.sort(ids);
        return ids;
    }

    /// Returns the rows of the given ids, -1 for an id without one.
    int[] rowsOf(List<String> ids) {
        return ids.stream().mapToInt(rows::find).toArray();
    }

    /// Returns the columns for training, for the given rows in their order. A row below 0 has no values.
    List<Feature> features(int[] order, Predicate<String> excluded) {
        List<Feature> features = new ArrayList<>();
        for (LiveColumn column : columns) {
            boolean isTrainedOn = column.column().role() == ColumnRole.NUMBER
                    || column.column().role() == ColumnRole.CATEGORICAL;
            if (!isTrainedOn || excluded.test(column.column().name())) {
                continue;
            }
            switch (column) {
                case NumberColumn numbers -> features.add(numeric(numbers, order));
                case CategoryColumn categories -> features.add(categorical(categories, order));
                case TextColumn _ -> {}
            }
        }
        return features;
    }

    /// Returns the name and text of each item, joined, for the given rows in their order, or null if no column
    /// is textual.
    @Nullable
    List<@Nullable String> texts(int[] order, Predicate<String> excluded) {
        LiveColumn text = null;
        LiveColumn name = null;
        for (LiveColumn column : columns) {
            if (excluded.test(column.column().name())) {
                continue;
            }
            if (column.column().itemName()) {
                name = column;
            } else if (column.column().textual()) {
                text = column;
            }
        }
        if (text == null) {
            return null;
        }
        var texts = new ArrayList<@Nullable String>(order.length);
        for (int row : order) {
            texts.add(row < 0 ? null : joined(name == null ? null : name.text(row), text.text(row)));
        }
        return texts;
    }

    private static @Nullable String joined(@Nullable String name, @Nullable String text) {
        if (name == null || name.isBlank()) {
            return text == null || text.isBlank() ? null : text.strip();
        }
        return text == null || text.isBlank() ? name.strip() : name.strip() + ". " + text.strip();
    }

    private static Feature numeric(NumberColumn column, int[] order) {
        var values = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            values[i] = order[i] < 0 ? Float.NaN : column.number(order[i]);
        }
        return new Feature.Numeric(column.column().name(), values);
    }

    /// Codes follow the alphabetical order of the categories, so that the same rows always yield the same codes.
    private static Feature categorical(CategoryColumn column, int[] order) {
        Map<String, Integer> codes = new HashMap<>();
        int count = 0;
        for (int row : order) {
            if (row >= 0) {
                for (CategoryColumn.Category category : column.categories(row)) {
                    codes.put(category.name(), 0);
                    count++;
                }
            }
        }
        String[] values = codes.keySet().toArray(String[]::new);
        Arrays.sort(values);
        for (int code = 0; code < values.length; code++) {
            codes.put(values[code], code);
        }
        var offsets = new int[order.length + 1];
        var placed = new int[count];
        int at = 0;
        for (int i = 0; i < order.length; i++) {
            if (order[i] >= 0) {
                for (CategoryColumn.Category category : column.categories(order[i])) {
                    placed[at++] = codes.getOrDefault(category.name(), 0);
                }
            }
            offsets[i + 1] = at;
        }
        return new Feature.Categorical(column.column().name(), values, offsets, placed);
    }

    @Nullable
    LiveColumn find(String name) {
        for (LiveColumn column : columns) {
            if (column.column().name().equals(name)) {
                return column;
            }
        }
        return null;
    }

    @Nullable
    LiveColumn findInAnyCase(String name) {
        for (LiveColumn column : columns) {
            if (column.column().name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }
}
