package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The algorithm of a recipe, with its hyper-parameters.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Algorithm.html">API reference</a>
public record Algorithm(
        String name,
        Arn algorithmArn,
        @Nullable AlgorithmImage algorithmImage,
        Map<String, String> defaultHyperParameters,
        DefaultHyperParameterRanges defaultHyperParameterRanges,
        @Nullable Map<String, String> defaultResourceConfig,
        @Nullable String trainingInputMode,
        @Nullable String roleArn,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {

    static Algorithm of(RecipeFacts facts, Scope scope) {
        var date = RecipeForms.dateOf(facts);
        return new Algorithm(
                facts.algorithm().name(),
                RecipeForms.algorithmOf(facts, scope),
                null,
                facts.algorithm().defaults(),
                DefaultHyperParameterRanges.of(facts.algorithm()),
                null,
                null,
                null,
                date,
                date);
    }
}
