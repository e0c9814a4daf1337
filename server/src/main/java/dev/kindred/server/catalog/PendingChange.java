package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The changes of a transaction so far, noted by the tables as they write. Not thread-safe.
final class PendingChange {

    private final Set<Arn> resources = new HashSet<>();
    private boolean jobs;
    private boolean files;

    /// Notes that a resource, or the rows of a dataset, changed.
    void resource(Arn arn) {
        resources.add(arn);
    }

    /// Notes that resources were removed.
    void resources(Collection<Arn> arns) {
        resources.addAll(arns);
    }

    /// Notes that a job was put in the queue.
    void job() {
        jobs = true;
    }

    /// Notes that the set of files that are data or models changed.
    void files() {
        files = true;
    }

    /// Returns the change for the followers.
    CatalogChange published() {
        return new CatalogChange(resources, jobs);
    }

    boolean hasFiles() {
        return files;
    }
}
