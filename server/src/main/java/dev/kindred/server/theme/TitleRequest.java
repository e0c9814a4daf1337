package dev.kindred.server.theme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of items that needs a title.
///
/// @param draft the title that the list has so far, or null
public record TitleRequest(@Nullable String draft, List<Item> items) {

    /// The data of an item for a prompt.
    public record Item(@Nullable String name, @Nullable String text) {}

    public TitleRequest {
        items = List.copyOf(items);
    }
}
