package dev.kindred.server.operation.campaign;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import java.util.Optional;

/// The solution version that a campaign request names.
///
/// @param followsLatest whether the campaign updates itself to each newer version
record ServedVersion(SolutionVersion version, boolean followsLatest) {

    private static final String LATEST = "/$LATEST";

    /// Returns the version that `text` names: by its ARN or, as the latest (see [LatestVersion]), by its
    /// solution's ARN with the suffix `/$LATEST`.
    ///
    /// @throws ResourceNotFound if there is none
    /// @throws dev.kindred.server.error.ServiceException.ResourceInUse if it is not ACTIVE
    static ServedVersion require(CatalogView view, Scope scope, String text) {
        if (text.endsWith(LATEST)) {
            var solution = view.require(Solution.class, scope, text.substring(0, text.length() - LATEST.length()));
            solution.requireActive();
            return new ServedVersion(newest(view, solution), true);
        }
        if (Arn.find(text).flatMap(ResourceKind::find).equals(Optional.of(ResourceKind.SOLUTION))) {
            throw new ResourceNotFound(
                    "Resource Arn %s does not exist as a solution version. Give the ARN of a version (%s/<id>, see ListSolutionVersions), or %s%s with campaignConfig.syncWithLatestSolutionVersion."
                            .formatted(text, text, text, LATEST));
        }
        var version = view.require(SolutionVersion.class, scope, text);
        version.requireActive();
        view.require(Solution.class, version.solutionArn()).requireActive();
        return new ServedVersion(version, false);
    }

    private static SolutionVersion newest(CatalogView view, Solution solution) {
        return LatestVersion.of(view, solution.arn())
                .orElseThrow(() -> new ResourceInUse(
                        "Solution %s has no ACTIVE version yet. Create one, or wait until it is ACTIVE."
                                .formatted(solution.arn())));
    }

    /// Returns the recipe of the version.
    ///
    /// @throws InvalidInput if versions of this recipe cannot be deployed
    RecipeFacts requireDeployable() {
        var arn = version.recipeArn();
        if (arn == null) {
            throw new IllegalStateException(version.arn() + " is ACTIVE and has no recipe");
        }
        var recipe = RecipeCatalogue.of(arn);
        if (!recipe.can(RecipeAbility.CAMPAIGNS)) {
            throw new InvalidInput(
                    "Solution version %s is of recipe %s, which cannot be deployed. Use it in batch jobs."
                            .formatted(version.arn(), recipe.name()));
        }
        return recipe;
    }
}
