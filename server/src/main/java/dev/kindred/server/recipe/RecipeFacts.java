package dev.kindred.server.recipe;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A recipe: its parameters, its abilities and its needs.
///
/// @param domain the domain of a use case, or null for a recipe of solutions
/// @param basis the way in which it trains
/// @param created the day of its release, as `2019-06-10`
/// @param abilities the features that it supports, and the data and members of a request that it needs
/// @param minimum the number of events that a training needs
/// @param hiddenEventTypes the types of the events by the request's user that hide their items, whatever the filter
public record RecipeFacts(
        String name,
        @Nullable String domain,
        RecipeType type,
        TrainingBasis basis,
        String created,
        String description,
        ParameterSet algorithm,
        ParameterSet transformation,
        Set<RecipeAbility> abilities,
        EventMinimum minimum,
        List<String> hiddenEventTypes) {

    static final String ARN_TYPE = "recipe";

    /// AWS's least number of interactions.
    static final int FEWEST_EVENTS = 1_000;

    public RecipeFacts {
        abilities = Set.copyOf(abilities);
        hiddenEventTypes = List.copyOf(hiddenEventTypes);
    }

    /// Returns a recipe of solutions.
    static RecipeFacts custom(String name, RecipeType type, TrainingAlgorithm algorithm, String created) {
        return of(name, null, type, new TrainingBasis.By(algorithm), created);
    }

    /// Returns a recipe of solutions that another one has succeeded and trains for.
    static RecipeFacts succeeded(String name, RecipeType type, String successor, String created) {
        return of(name, null, type, new TrainingBasis.Like(successor, Map.of()), created);
    }

    /// Returns a use case of a domain, which trains as a recipe of solutions.
    static RecipeFacts useCase(String name, String domain, RecipeType type, String recipe) {
        return of(name, domain, type, new TrainingBasis.Like(recipe, Map.of()), "2021-11-01");
    }

    private static RecipeFacts of(
            String name, @Nullable String domain, RecipeType type, TrainingBasis basis, String created) {
        return new RecipeFacts(
                name,
                domain,
                type,
                basis,
                created,
                "",
                new ParameterSet(name, List.of()),
                new ParameterSet(name, List.of()),
                Set.of(),
                new EventMinimum(null, FEWEST_EVENTS),
                List.of());
    }

    /// Returns whether it has that ability.
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
                basis,
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
                name,
                domain,
                type,
                basis,
                created,
                text,
                algorithm,
                transformation,
                abilities,
                minimum,
                hiddenEventTypes);
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
                basis,
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
                basis,
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
                basis,
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
                basis,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                new EventMinimum(eventType, FEWEST_EVENTS),
                hiddenEventTypes);
    }

    /// Returns the same use case, trained with other defaults than its recipe.
    RecipeFacts overriding(Map<String, String> defaults) {
        var changed = switch (basis) {
            case TrainingBasis.By _ -> throw new IllegalStateException(name + " trains by itself");
            case TrainingBasis.Like like -> new TrainingBasis.Like(like.recipe(), defaults);
        };
        return new RecipeFacts(
                name,
                domain,
                type,
                changed,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                minimum,
                hiddenEventTypes);
    }

    RecipeFacts hiding(String eventType) {
        return new RecipeFacts(
                name,
                domain,
                type,
                basis,
                created,
                description,
                algorithm,
                transformation,
                abilities,
                minimum,
                List.of(eventType));
    }
}
