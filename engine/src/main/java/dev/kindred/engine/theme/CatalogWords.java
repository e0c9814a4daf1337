package dev.kindred.engine.theme;

import dev.kindred.engine.theme.ThemedItem.Category;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The number of items of a catalog, or of an even sample of it, that have each phrase and each category of some
/// lists.
public final class CatalogWords {

    private final int items;
    private final Map<String, Integer> phrases;
    private final Map<Category, Integer> categories;

    private CatalogWords(int items, Map<String, Integer> phrases, Map<Category, Integer> categories) {
        this.items = items;
        this.phrases = phrases;
        this.categories = categories;
    }

    /// Counts in the items of `catalog` the phrases and categories of `lists`. Memory is proportional to the
    /// lists.
    public static CatalogWords of(List<List<ThemedItem>> lists, Collection<ThemedItem> catalog) {
        var phrases = new HashMap<String, Integer>();
        var categories = new HashMap<Category, Integer>();
        for (var list : lists) {
            var words = ListWords.of(list);
            words.phrases().keySet().forEach(key -> phrases.put(key, 0));
            words.categories().keySet().forEach(category -> categories.put(category, 0));
        }
        var found = new HashSet<String>();
        for (var item : catalog) {
            found.clear();
            Phrases.each(item.name(), (key, _, _) -> found.add(key));
            Phrases.each(item.text(), (key, _, _) -> found.add(key));
            count(found, phrases);
            count(new HashSet<>(item.categories()), categories);
        }
        return new CatalogWords(catalog.size(), phrases, categories);
    }

    private static <K> void count(Set<K> found, Map<K, Integer> counts) {
        for (var key : found) {
            counts.computeIfPresent(key, (_, count) -> count + 1);
        }
    }

    /// Returns the share of the items that have a phrase, above 0.
    double shareOfPhrase(String key) {
        return share(phrases.getOrDefault(key, 0));
    }

    /// Returns the share of the items that have a category, above 0.
    double shareOfCategory(Category category) {
        return share(categories.getOrDefault(category, 0));
    }

    /// The list itself may be missing in a sample, so the count includes one additional item that has
    /// everything.
    private double share(int count) {
        return (count + 1.0) / (items + 1.0);
    }
}
