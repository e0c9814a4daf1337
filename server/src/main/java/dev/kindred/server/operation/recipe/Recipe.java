package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.time.Instant;

/// A recipe of the service.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Recipe.html">API reference</a>
public record Recipe(
        String name,
        Arn recipeArn,
        Arn algorithmArn,
        Arn featureTransformationArn,
        Status status,
        String description,
        Instant creationDateTime,
        String recipeType,
        Instant lastUpdatedDateTime) {

    static Recipe of(RecipeFacts facts, Scope scope) {
        var date = RecipeForms.dateOf(facts);
        return new Recipe(
                facts.name(),
                facts.arn(scope),
                RecipeForms.algorithmOf(facts, scope),
                RecipeForms.transformationOf(facts, scope),
                Status.ACTIVE,
                facts.description(),
                date,
                facts.type().name(),
                date);
    }
}
