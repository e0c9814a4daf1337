package dev.kindred.server.task;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.theme.ThemedItem;
import dev.kindred.engine.theme.ThemedItem.Category;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.resource.ThemeGenerationConfig;
import dev.kindred.server.schema.AvroSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The current names, texts and categories of a dataset group's items.
///
/// @param name the column of item names
/// @param text the column of item texts
record ItemWords(LiveDatasetGroup group, String name, String text) {

    /// Returns the words of a group's items, from the columns in the job's configuration.
    ///
    /// @throws JobFailure if the Items dataset no longer has these columns
    static ItemWords of(LiveDatasetGroup group, ThemeGenerationConfig config) throws JobFailure {
        var wanted = config.fieldsForThemeGeneration().itemName();
        var name = group.itemSchema().flatMap(schema -> schema.find(wanted));
        var text = group.itemSchema().flatMap(AvroSchema::findTextual);
        if (name.isEmpty() || text.isEmpty()) {
            throw new JobFailure(
                    "The Items dataset of %s no longer has %s, which themes are made of. Create the dataset with that column, import the items, and create the job again."
                            .formatted(group.arn(), name.isEmpty() ? "the column " + wanted : "a textual column"));
        }
        return new ItemWords(group, name.get().name(), text.get().name());
    }

    List<ThemedItem> of(List<String> itemIds) {
        var columns = group.items().features(itemIds, _ -> false).stream()
                .filter(Feature.Categorical.class::isInstance)
                .map(Feature.Categorical.class::cast)
                .toList();
        var items = new ArrayList<ThemedItem>(itemIds.size());
        for (int item = 0; item < itemIds.size(); item++) {
            var id = itemIds.get(item);
            items.add(new ThemedItem(nameOf(id), textOf(id), categories(columns, item)));
        }
        return items;
    }

    @Nullable
    String nameOf(String itemId) {
        return textOf(itemId, name);
    }

    private @Nullable String textOf(String itemId, String column) {
        return group.items().metadata(itemId, List.of(column)).get(column);
    }

    /// If the name and the text are the same column, it is used once.
    private @Nullable String textOf(String itemId) {
        return text.equals(name) ? null : textOf(itemId, text);
    }

    private static List<Category> categories(List<Feature.Categorical> columns, int item) {
        var categories = new ArrayList<Category>();
        for (var column : columns) {
            for (int at = column.offsets()[item]; at < column.offsets()[item + 1]; at++) {
                categories.add(new Category(column.name(), column.values()[column.codes()[at]]));
            }
        }
        return categories;
    }

    /// Returns the ids of `most` items, evenly spaced in the order of ids, or of all items if there are fewer.
    List<String> sample(int most) {
        var all = group.items().ids();
        var chosen = new ArrayList<String>();
        int size = Math.min(most, all.size());
        for (int i = 0; i < size; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / size)));
        }
        return chosen;
    }
}
