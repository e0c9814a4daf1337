package dev.kindred.server.catalog;

import java.util.UUID;

/// The data directory of a catalog, and the catalog's revision.
///
/// @param id of the data directory
/// @param epoch the number of transactions that have changed the catalog: the revision, by the name that files
/// give it
public record CatalogIdentity(UUID id, long epoch) {}
