package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import java.util.Map;

/// The feature transformation of a recipe, with its parameters.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_FeatureTransformation.html">API
/// reference</a>
public record FeatureTransformation(
        String name,
        Arn featureTransformationArn,
        Map<String, String> defaultParameters,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        Status status) {

    static FeatureTransformation of(RecipeFacts facts, Scope scope) {
        var date = RecipeForms.dateOf(facts);
        return new FeatureTransformation(
                facts.transformation().name(),
                RecipeForms.transformationOf(facts, scope),
                facts.transformation().defaults(),
                date,
                date,
                Status.ACTIVE);
    }
}
