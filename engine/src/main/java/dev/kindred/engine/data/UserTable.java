package dev.kindred.engine.data;

import java.util.List;

/// The metadata of users. Users are rows; their ids are not part of it.
public record UserTable(int size, List<Feature> features) {

    public UserTable {
        features = List.copyOf(features);
    }

    /// Returns a table of users of which nothing is known.
    public static UserTable bare(int size) {
        return new UserTable(size, List.of());
    }
}
