package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Optional;

/// The business a domain dataset group is for. A custom dataset group has none.
public enum Domain {
    ECOMMERCE,
    VIDEO_ON_DEMAND;

    /// Finds a domain by its name, exactly as requests spell it.
    public static Optional<Domain> find(String name) {
        return Arrays.stream(values())
                .filter(domain -> domain.name().equals(name))
                .findFirst();
    }
}
