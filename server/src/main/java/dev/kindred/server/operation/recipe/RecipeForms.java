package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiFunction;

/// Converters from a recipe to AWS's structures for recipes, algorithms and feature transformations. These
/// belong to the service: their ARNs have neither region nor account.
final class RecipeForms {

    private RecipeForms() {}

    static Arn algorithmOf(RecipeFacts recipe, Scope scope) {
        return scope.serviceArn("algorithm", recipe.algorithm().name());
    }

    static Arn transformationOf(RecipeFacts recipe, Scope scope) {
        return scope.serviceArn(
                "feature-transformation", recipe.transformation().name());
    }

    static Instant dateOf(RecipeFacts recipe) {
        return LocalDate.parse(recipe.created()).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// Returns the first recipe that has the part with that ARN in `scope`. If several recipes share the part,
    /// its defaults are those of the first one.
    static Optional<RecipeFacts> find(String arn, Scope scope, BiFunction<RecipeFacts, Scope, Arn> part) {
        return RecipeCatalogue.all().stream()
                .filter(recipe -> part.apply(recipe, scope).toString().equals(arn))
                .findFirst();
    }
}
