package dev.kindred.server.recipe;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A recipe: its parameters, abilities and requirements.
///
/// @param domain the domain of a use case, or null for a recipe of solutions
/// @param basis the way in which it trains
/// @param created the date of its release, as `2019-06-10`
/// @param abilities the supported features, and the required data and request members
/// @param minimum the number of events that a training needs
/// @param hiddenEventTypes the types of events of the request's user that exclude their items, with any filter
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

    /// AWS's minimum number of interactions.
    static final int FEWEST_EVENTS = 1_000;

    public RecipeFacts {
        abilities = Set.copyOf(abilities);
        hiddenEventTypes = List.copyOf(hiddenEventTypes);
    }

    /// Returns a recipe of solutions.
    static RecipeFacts custom(String name, RecipeType type, TrainingAlgorithm algorithm, String created) {
        return of(name, null, type, new TrainingBasis.By(algorithm), created);
    }

    /// Returns a legacy recipe of solutions, which trains as its successor.
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

    /// Returns whether the recipe has an ability.
    public boolean can(RecipeAbility ability) {
        return abilities.contains(ability);
    }

    /// The recipe's ARN in `scope`.
    public Arn arn(Scope scope) {
        return scope.serviceArn(ARN_TYPE, name);
    }

    /// Returns the same recipe with another name.
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

    /// Returns the same use case with other defaults than its recipe.
    RecipeFacts overriding(Map<String, String> defaults) {
        var changed = switch (basis) {
            case TrainingBasis.By _ -> throw new IllegalStateException(name + " trains with its own algorithm");
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
