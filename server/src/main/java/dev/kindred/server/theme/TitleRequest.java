package dev.kindred.server.theme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of items that a title is wanted for.
///
/// @param draft the title that the list has so far, or null
public record TitleRequest(@Nullable String draft, List<Item> items) {

    /// What there is to know of an item.
    public record Item(@Nullable String name, @Nullable String text) {}

    public TitleRequest {
        items = List.copyOf(items);
    }
}
