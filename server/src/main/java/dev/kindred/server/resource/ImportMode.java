package dev.kindred.server.resource;

/// What an import does with the bulk rows that are there: replaces them all, or adds to them.
public enum ImportMode {
    FULL,
    INCREMENTAL
}
