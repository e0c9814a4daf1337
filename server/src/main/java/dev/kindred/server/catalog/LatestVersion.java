package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.TrainingMode;
import java.util.Optional;

/// Which version of a solution is its latest: the newest that is ACTIVE and was trained in full. Versions of the mode
/// UPDATE are left out, as long as there is one of the other.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignConfig.html">API reference</a>
public final class LatestVersion {

    private LatestVersion() {}

    /// Returns the solution's latest version, if one is ACTIVE.
    public static Optional<SolutionVersion> of(CatalogView view, Arn solution) {
        var active = view
                .resources()
                .childrenOf(solution, SolutionVersion.class, ResourceKind.SOLUTION_VERSION)
                .reversed()
                .stream()
                .filter(version -> version.status() == Status.ACTIVE)
                .toList();
        return active.stream()
                .filter(version -> version.trainingMode() != TrainingMode.UPDATE)
                .findFirst()
                .or(() -> active.stream().findFirst());
    }
}
