package dev.kindred.engine.data;

import java.util.List;

/// The metadata of users, a row for each user, without their ids.
public record UserTable(int size, List<Feature> features) {

    public UserTable {
        features = List.copyOf(features);
    }

    /// Returns a table of users without metadata.
    public static UserTable bare(int size) {
        return new UserTable(size, List.of());
    }
}
