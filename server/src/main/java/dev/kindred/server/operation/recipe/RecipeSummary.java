package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a recipe in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RecipeSummary.html">API reference</a>
public record RecipeSummary(
        String name,
        Arn recipeArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String domain) {

    static RecipeSummary of(RecipeFacts facts, Scope scope) {
        var date = RecipeForms.dateOf(facts);
        return new RecipeSummary(facts.name(), facts.arn(scope), Status.ACTIVE, date, date, facts.domain());
    }
}
