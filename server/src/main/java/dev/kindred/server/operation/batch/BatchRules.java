package dev.kindred.server.operation.batch;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.FilterException;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.filter.Target;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.S3DataConfig;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.SolutionVersion;
import org.jspecify.annotations.Nullable;

/// Validation common to all batch jobs.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/getting-batch-recommendations.html">Batch
/// recommendations</a>
final class BatchRules {

    /// AWS's default of numResults.
    static final int DEFAULT_RESULTS = 25;

    private BatchRules() {}

    /// Returns the version of that ARN, which must be ACTIVE.
    ///
    /// @throws dev.kindred.server.error.ServiceException if there is none, or it is not ACTIVE
    static SolutionVersion requireVersion(CatalogView view, Scope scope, String arn) {
        var version = view.require(SolutionVersion.class, scope, arn);
        version.requireActive();
        return version;
    }

    /// Returns the recipe of a version, which must have that ability.
    ///
    /// @throws InvalidInput with `remedy` if it does not
    static RecipeFacts requireRecipe(SolutionVersion version, RecipeAbility ability, String remedy) {
        var arn = version.recipeArn();
        if (arn == null) {
            throw new IllegalStateException(version.arn() + " is ACTIVE and has no recipe");
        }
        var recipe = RecipeCatalogue.of(arn);
        if (!recipe.can(ability)) {
            throw new InvalidInput(
                    "Solution version %s is of recipe %s. %s".formatted(version.arn(), recipe.name(), remedy));
        }
        return recipe;
    }

    /// Returns the number of results of each line.
    ///
    /// @throws InvalidInput if it is below 1 or above `most`
    static int results(@Nullable Integer asked, int most) {
        if (asked == null) {
            return DEFAULT_RESULTS;
        }
        if (asked < 1 || asked > most) {
            throw new InvalidInput("numResults is %d. It can be from 1 to %,d.".formatted(asked, most));
        }
        return asked;
    }

    /// Validates the input and output locations. An output path is a folder, with or without a trailing slash.
    ///
    /// @throws InvalidInput if both locations are the same
    static void requirePlaces(S3DataConfig input, S3DataConfig output) {
        if (withSlash(input.path()).equals(withSlash(output.path()))) {
            throw new InvalidInput(
                    "jobOutput.s3DataDestination.path is where the input is, %s. Write to another folder."
                            .formatted(output.path()));
        }
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    /// Validates the filter of that ARN for a job.
    ///
    /// @throws dev.kindred.server.error.ServiceException if there is none, or it cannot be used for this job
    static void requireFilter(CatalogView view, Scope scope, @Nullable String arn, Arn datasetGroup, Target target) {
        if (arn == null) {
            return;
        }
        var filter = view.require(Filter.class, scope, arn);
        filter.requireActive();
        if (!filter.datasetGroupArn().equals(datasetGroup)) {
            throw new InvalidInput("Filter %s belongs to dataset group %s, and the solution version to %s."
                    .formatted(arn, filter.datasetGroupArn(), datasetGroup));
        }
        var chosen = targetOf(filter);
        if (chosen != target) {
            throw new InvalidInput("Filter %s is for %s, and this job needs one for %s."
                    .formatted(arn, chosen.keyword(), target.keyword()));
        }
    }

    private static Target targetOf(Filter filter) {
        try {
            return FilterExpression.parse(filter.filterExpression())
                    .clauses()
                    .getFirst()
                    .target();
        } catch (FilterException e) { // an earlier version accepted it
            throw new InvalidInput("Filter %s: %s".formatted(filter.filterArn(), e.getMessage()));
        }
    }
}
