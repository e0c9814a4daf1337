package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.util.HashSet;
import java.util.Set;

/// What one or more consecutive revisions of the catalog changed.
///
/// @param resources the resources that were added, changed or removed, and the datasets and models whose files
/// changed
/// @param jobs whether a job was put in the queue
public record CatalogChange(Set<Arn> resources, boolean jobs) {

    static final CatalogChange NOTHING = new CatalogChange(Set.of(), false);

    public CatalogChange {
        resources = Set.copyOf(resources);
    }

    boolean isEmpty() {
        return resources.isEmpty() && !jobs;
    }

    /// Returns this change and a later one as one.
    CatalogChange and(CatalogChange later) {
        var all = new HashSet<>(resources);
        all.addAll(later.resources);
        return new CatalogChange(all, jobs || later.jobs);
    }
}
