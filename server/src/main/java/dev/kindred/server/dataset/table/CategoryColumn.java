package dev.kindred.server.dataset.table;

import dev.kindred.server.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A column of categories with an inverted index: the rows of each category. Equal cells share one object, and
/// each category has a code. All versions of the column share both; the single writer only adds to them.
final class CategoryColumn implements LiveColumn {

    /// One category.
    record Category(String name, int code) {}

    /// A value of a row: one or more categories joined by `|`, without duplicates.
    record Cell(String text, List<Category> categories) {}

    private final Column column;
    private final Map<String, Cell> known;
    private final ConcurrentHashMap<String, Category> categories;
    private final Chunks<Cell> cells;
    private final Chunks<Postings> index;

    CategoryColumn(Column column) {
        this(column, new HashMap<>(), new ConcurrentHashMap<>(), new Chunks<>(), new Chunks<>());
    }

    private CategoryColumn(
            Column column,
            Map<String, Cell> known,
            ConcurrentHashMap<String, Category> categories,
            Chunks<Cell> cells,
            Chunks<Postings> index) {
        this.column = column;
        this.known = known;
        this.categories = categories;
        this.cells = cells;
        this.index = index;
    }

    @Override
    public Column column() {
        return column;
    }

    @Override
    public CategoryColumn with(int row, @Nullable Object value) {
        Cell before = cells.get(row);
        Cell after = value == null ? null : cell(value.toString());
        if (Objects.equals(before, after)) {
            return this;
        }
        Chunks<Postings> next = index;
        for (Category category : categories(before)) {
            if (!categories(after).contains(category)) {
                next = next.with(category.code(), postings(category).without(row));
            }
        }
        for (Category category : categories(after)) {
            if (!categories(before).contains(category)) {
                next = next.with(category.code(), postings(category).with(row));
            }
        }
        return new CategoryColumn(column, known, categories, cells.with(row, after), next);
    }

    private static List<Category> categories(@Nullable Cell cell) {
        return cell == null ? List.of() : cell.categories();
    }

    @Override
    public void set(int row, Object value) {
        cells.set(row, cell(value.toString()));
    }

    private Cell cell(String text) {
        return known.computeIfAbsent(
                text,
                _ -> new Cell(
                        text,
                        Arrays.stream(text.split("\\|", -1))
                                .distinct()
                                .map(this::category)
                                .toList()));
    }

    private Category category(String name) {
        return categories.computeIfAbsent(name, _ -> new Category(name, categories.size()));
    }

    /// Builds the index in two passes: count, then fill.
    @Override
    public void seal() {
        var ends = new int[categories.size() + 1];
        for (int row = 0; row < cells.capacity(); row++) {
            for (Category category : categories(cells.get(row))) {
                ends[category.code() + 1]++;
            }
        }
        for (int code = 1; code < ends.length; code++) {
            ends[code] += ends[code - 1];
        }
        var rows = new int[ends[ends.length - 1]];
        var next = ends.clone();
        for (int row = 0; row < cells.capacity(); row++) {
            for (Category category : categories(cells.get(row))) {
                rows[next[category.code()]++] = row;
            }
        }
        for (int code = 0; code + 1 < ends.length; code++) {
            index.set(code, Postings.of(rows, ends[code], ends[code + 1]));
        }
    }

    @Override
    public @Nullable String text(int row) {
        Cell cell = cells.get(row);
        return cell == null ? null : cell.text();
    }

    @Override
    public List<String> values(int row) {
        return categories(cells.get(row)).stream().map(Category::name).toList();
    }

    /// The categories of a row.
    List<Category> categories(int row) {
        return categories(cells.get(row));
    }

    private Postings postings(Category category) {
        Postings postings = index.get(category.code());
        return postings == null ? Postings.NONE : postings;
    }

    /// Returns the union of the rows of some categories. Callers must not modify it.
    RoaringBitmap rowsWithAny(Set<String> values) {
        List<Postings> found = new ArrayList<>();
        for (String value : values) {
            Category category = categories.get(value);
            if (category != null) {
                found.add(postings(category));
            }
        }
        if (found.size() == 1) {
            return found.getFirst().bitmap();
        }
        var rows = new RoaringBitmap();
        found.forEach(postings -> postings.addTo(rows));
        return rows;
    }
}
