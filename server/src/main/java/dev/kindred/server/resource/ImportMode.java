package dev.kindred.server.resource;

/// Whether an import replaces the existing bulk rows or adds to them.
public enum ImportMode {
    FULL,
    INCREMENTAL
}
