package dev.kindred.engine.data;

import java.util.List;

/// What is known of users beside their interactions. Users are rows only: who they are stays outside.
public record UserTable(int size, List<Feature> features) {

    public UserTable {
        features = List.copyOf(features);
    }

    /// Returns a table of users of which nothing is known.
    public static UserTable bare(int size) {
        return new UserTable(size, List.of());
    }
}
