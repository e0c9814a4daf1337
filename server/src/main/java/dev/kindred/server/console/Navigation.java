package dev.kindred.server.console;

import java.util.List;

/// The entries of the navigation.
public final class Navigation {

    public static final List<Entry> ENTRIES =
            List.of(new Entry("/", "Overview"), new Entry("/import-jobs", "Import jobs"), new Entry("/try", "Try it"));

    private Navigation() {}

    /// A link to a page.
    ///
    /// @param path below `/console`
    public record Entry(String path, String title) {}
}
