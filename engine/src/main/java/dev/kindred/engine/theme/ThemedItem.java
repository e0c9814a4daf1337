package dev.kindred.engine.theme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of an item for a theme.
///
/// @param name the item's name, or null
/// @param text its description in natural language, or null
public record ThemedItem(@Nullable String name, @Nullable String text, List<Category> categories) {

    /// A value of a categorical column.
    public record Category(String column, String value) {}

    public ThemedItem {
        categories = List.copyOf(categories);
    }
}
