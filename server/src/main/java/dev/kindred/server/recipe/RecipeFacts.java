package dev.kindred.server.recipe;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is known of a recipe.
///
/// @param domain whose use case it is, or null for a recipe of solutions
/// @param created the day it came, as `2019-06-10`
/// @param abilities what can be asked of it, and what it asks for
/// @param minimum how many events a training needs
/// @param hiddenEventTypes by which events of the request's user items are hidden, whatever filter the
/// request names
public record RecipeFacts(
        String name,
        @Nullable String domain,
        RecipeType type,
        String created,
        String description,
        ParameterSet algorithm,
        ParameterSet transformation,
        Set<RecipeAbility> abilities,
        EventMinimum minimum,
        List<String> hiddenEventTypes) {

    static final String ARN_TYPE = "recipe";
    static final int FEWEST_EVENTS = 1_000;

    public RecipeFacts {
        abilities = Set.copyOf(abilities);
        hiddenEventTypes = List.copyOf(hiddenEventTypes);
    }

    static RecipeFacts custom(String name, RecipeType type, String created) {
        return of(name, null, type, created);
    }

    static RecipeFacts useCase(String name, String domain, RecipeType type) {
        return of(name, domain, type, "2021-11-01");
    }

    private static RecipeFacts of(String name, @Nullable String domain, RecipeType type, String created) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                "",
                new ParameterSet(name, List.of()),
                new ParameterSet(name, List.of()),
                Set.of(),
                new EventMinimum(null, FEWEST_EVENTS),
                List.of());
    }

    /// Whether it has that ability.
    public boolean can(RecipeAbility ability) {
        return abilities.contains(ability);
    }

    /// Its ARN as `scope` sees it.
    public Arn arn(Scope scope) {
        return scope.serviceArn(ARN_TYPE, name);
    }

    /// Returns the same under another name.
    public RecipeFacts called(String other) {
        return new RecipeFacts(
                other,
                domain,
                type,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                minimum,
                hiddenEventTypes);
    }

    RecipeFacts described(String text) {
        return new RecipeFacts(
                name, domain, type, created, text, algorithm, transformation, abilities, minimum, hiddenEventTypes);
    }

    RecipeFacts with(HyperParameter... parameters) {
        return trainedBy(new ParameterSet(algorithm.name(), List.of(parameters)));
    }

    RecipeFacts trainedBy(String algorithmName) {
        return trainedBy(new ParameterSet(algorithmName, algorithm.parameters()));
    }

    private RecipeFacts trainedBy(ParameterSet changed) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                description,
                changed,
                transformation,
                abilities,
                minimum,
                hiddenEventTypes);
    }

    RecipeFacts prepared(String transformationName, List<HyperParameter> parameters) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                description,
                algorithm,
                new ParameterSet(transformationName, parameters),
                abilities,
                minimum,
                hiddenEventTypes);
    }

    RecipeFacts able(RecipeAbility first, RecipeAbility... more) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                description,
                algorithm,
                transformation,
                EnumSet.of(first, more),
                minimum,
                hiddenEventTypes);
    }

    RecipeFacts needing(String eventType) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                new EventMinimum(eventType, FEWEST_EVENTS),
                hiddenEventTypes);
    }

    RecipeFacts hiding(String eventType) {
        return new RecipeFacts(
                name,
                domain,
                type,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                minimum,
                List.of(eventType));
    }
}
