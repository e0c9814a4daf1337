package dev.kindred.server.catalog;

import java.util.UUID;

/// Which data directory a catalog belongs to, and how far it has come.
///
/// @param id of the data directory
/// @param epoch how many transactions have changed the catalog
public record CatalogIdentity(UUID id, long epoch) {}
