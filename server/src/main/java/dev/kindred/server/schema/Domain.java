package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Optional;

/// The domain of a domain dataset group. A custom dataset group has none.
public enum Domain {
    ECOMMERCE,
    VIDEO_ON_DEMAND;

    /// Finds a domain by its name in requests, case-sensitively.
    public static Optional<Domain> find(String name) {
        return Arrays.stream(values())
                .filter(domain -> domain.name().equals(name))
                .findFirst();
    }
}
