package dev.kindred.server.operation;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Work in progress on a solution.
public final class SolutionWork {

    private static final Set<Status> UNDER_WAY =
            Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS, Status.CREATE_STOPPING);
    private static final List<ResourceKind> JOBS =
            List.of(ResourceKind.BATCH_INFERENCE_JOB, ResourceKind.BATCH_SEGMENT_JOB);

    /// Maximum number of resources that a message names. Taste.
    private static final int NAMED = 10;

    private SolutionWork() {}

    /// Returns up to 10 versions in training, and up to 10 pending or running batch jobs of each kind and version.
    public static List<Arn> of(CatalogView view, Arn solution) {
        var work =
                new ArrayList<>(view.resources().childrenOf(solution, ResourceKind.SOLUTION_VERSION, UNDER_WAY, NAMED));
        for (var version :
                view.resources().childrenOf(solution, SolutionVersion.class, ResourceKind.SOLUTION_VERSION)) {
            for (var kind : JOBS) {
                work.addAll(view.resources().childrenOf(version.arn(), kind, UNDER_WAY, NAMED));
            }
        }
        return work;
    }
}
