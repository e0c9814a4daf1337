package dev.kindred.server.operation.solution;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.TrainingColumns;
import dev.kindred.server.recipe.Decimal;
import dev.kindred.server.recipe.HyperParameter;
import dev.kindred.server.recipe.ParameterSet;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.AutoTrainingConfig;
import dev.kindred.server.resource.EventsConfig;
import dev.kindred.server.resource.HPOConfig;
import dev.kindred.server.resource.OptimizationObjective;
import dev.kindred.server.resource.SolutionConfig;
import dev.kindred.server.resource.TrainingDataConfig;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Validation of a solution's configuration for its recipe and the columns of its dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_SolutionConfig.html">API reference</a>
record SolutionRules(RecipeFacts recipe, GroupSchemas schemas) {

    /// AWS's limits of hyper-parameter optimization and of automatic training.
    private static final int MOST_TRAINING_JOBS = 40;
    private static final int MOST_PARALLEL_TRAINING_JOBS = 10;
    private static final int LONGEST_INTERVAL_DAYS = 30;

    /// Validates the configuration.
    ///
    /// @throws InvalidInput naming the invalid member and the valid values
    void check(@Nullable String eventType, SolutionConfig config) {
        requireDatasets();
        checkParameters("algorithmHyperParameters", config.algorithmHyperParameters(), recipe.algorithm());
        checkParameters(
                "featureTransformationParameters", config.featureTransformationParameters(), recipe.transformation());
        checkPercentiles(config.featureTransformationParameters());
        checkSearch(config.hpoConfig());
        checkEventType(eventType, config.eventValueThreshold());
        if (config.eventsConfig() != null && (eventType != null || config.eventValueThreshold() != null)) {
            throw new InvalidInput("solutionConfig.eventsConfig excludes eventType and"
                    + " eventValueThreshold, which also select the events to train on. Give either.");
        }
        checkEvents(config.eventsConfig());
        checkObjective(config.optimizationObjective());
        TrainingColumns.check(config.trainingDataConfig(), schemas);
        checkTexts(config.trainingDataConfig());
    }

    /// A recipe that trains on items alone needs an item name and a text.
    private void checkTexts(@Nullable TrainingDataConfig config) {
        if (!recipe.can(RecipeAbility.ITEMS_ALONE)) {
            return;
        }
        var items = schemas.require(DatasetType.ITEMS, "Recipe " + recipe.name());
        var names = items.columns().stream().filter(Column::itemName).toList();
        var texts = items.columns().stream()
                .filter(column -> column.textual() && !column.itemName())
                .toList();
        if (names.isEmpty() || texts.isEmpty()) {
            throw new InvalidInput(
                    "Recipe %s compares items by their name and their text: the schema of the Items dataset must have a string with \"itemName\": true, and another with \"textual\": true. It lacks %s."
                            .formatted(
                                    recipe.name(),
                                    names.isEmpty() && texts.isEmpty()
                                            ? "both"
                                            : names.isEmpty() ? "the itemName" : "the textual one"));
        }
        for (var column : List.of(names.getFirst(), texts.getFirst())) {
            if (TrainingColumns.isLeftOut(config, DatasetType.ITEMS, column.name())) {
                throw new InvalidInput(
                        "trainingDataConfig leaves out the column %s of ITEMS, which recipe %s cannot do without."
                                .formatted(column.name(), recipe.name()));
            }
        }
    }

    private void requireDatasets() {
        if (recipe.can(RecipeAbility.NEEDS_ACTIONS_DATASET)) {
            schemas.requireNotGoing(DatasetType.INTERACTIONS);
            schemas.requireNotGoing(DatasetType.ACTIONS);
            schemas.require(DatasetType.INTERACTIONS, "Recipe " + recipe.name());
            schemas.require(DatasetType.ACTIONS, "Recipe " + recipe.name());
        }
    }

    private void checkParameters(String member, @Nullable Map<String, String> given, ParameterSet known) {
        if (given == null) {
            return;
        }
        given.forEach((name, value) -> {
            var parameter = known.find(name)
                    .filter(it -> !isOnlySearched(it))
                    .orElseThrow(() -> new InvalidInput("solutionConfig.%s: recipe %s has no parameter %s. %s"
                            .formatted(member, recipe.name(), name, namesOf(known))));
            if (!parameter.accepts(value)) {
                throw new InvalidInput("solutionConfig.%s.%s is '%s'; expected %s."
                        .formatted(member, name, value, parameter.expected()));
            }
        });
    }

    /// If the minimum percentile exceeds the maximum, no data is left to train on.
    private void checkPercentiles(@Nullable Map<String, String> given) {
        if (given == null) {
            return;
        }
        var values = recipe.transformation().valuesWith(given);
        values.forEach((name, value) -> {
            var most = values.get(name.replaceFirst("^min_", "max_"));
            if (name.startsWith("min_") && most != null && Double.parseDouble(value) > Double.parseDouble(most)) {
                throw new InvalidInput(
                        "solutionConfig.featureTransformationParameters.%s is '%s', above %s, which is '%s'. Give a smaller one."
                                .formatted(name, value, name.replaceFirst("^min_", "max_"), most));
            }
        });
    }

    /// Two parameters of similar-items have no value, only a search range.
    private static boolean isOnlySearched(HyperParameter parameter) {
        return parameter.name().startsWith("item_id_hidden") || parameter.name().startsWith("item_metadata_hidden");
    }

    private static String namesOf(ParameterSet known) {
        var names = known.parameters().stream()
                .filter(it -> !isOnlySearched(it))
                .map(HyperParameter::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "It has none." : "Those it has: " + names + ".";
    }

    private void checkSearch(@Nullable HPOConfig config) {
        if (config == null) {
            return;
        }
        if (!recipe.can(RecipeAbility.HYPERPARAMETER_SEARCH)) {
            throw new InvalidInput("Recipe %s has no hyper-parameters that can be searched for. Leave hpoConfig out."
                    .formatted(recipe.name()));
        }
        if (config.hpoObjective() != null) {
            throw new InvalidInput("hpoConfig.hpoObjective is not supported by any recipe. Leave it out.");
        }
        if (config.hpoResourceConfig() != null) {
            var resources = config.hpoResourceConfig();
            checkCount("maxNumberOfTrainingJobs", resources.maxNumberOfTrainingJobs(), MOST_TRAINING_JOBS);
            checkCount("maxParallelTrainingJobs", resources.maxParallelTrainingJobs(), MOST_PARALLEL_TRAINING_JOBS);
        }
        if (config.algorithmHyperParameterRanges() != null) {
            new HyperParameterSearch(recipe).check(config.algorithmHyperParameterRanges());
        }
    }

    private static void checkCount(String member, @Nullable String text, int most) {
        if (text != null && !new HyperParameter.WholeNumber(member, most, 1, most, false).accepts(text)) {
            throw new InvalidInput("hpoConfig.hpoResourceConfig.%s is '%s'; expected a whole number from 1 to %d."
                    .formatted(member, text, most));
        }
    }

    private void checkEventType(@Nullable String eventType, @Nullable String threshold) {
        if (eventType != null) {
            requireInteractionColumn("EVENT_TYPE", "eventType");
        }
        if (threshold == null) {
            return;
        }
        if (eventType == null) {
            throw new InvalidInput(
                    "solutionConfig.eventValueThreshold needs an eventType: it applies to the values of its events.");
        }
        requireInteractionColumn("EVENT_VALUE", "solutionConfig.eventValueThreshold");
        if (Decimal.real(threshold).isEmpty()) {
            throw new InvalidInput(
                    "solutionConfig.eventValueThreshold is '%s'; expected a number.".formatted(threshold));
        }
    }

    private void requireInteractionColumn(String name, String member) {
        if (schemas.find(DatasetType.INTERACTIONS).isPresent()) { // otherwise the training reports it
            schemas.requireColumn(DatasetType.INTERACTIONS, name, member);
        }
    }

    /// Validates the weights of events.
    ///
    /// @throws InvalidInput naming the invalid member
    void checkEvents(@Nullable EventsConfig config) {
        if (config == null) {
            return;
        }
        if (!recipe.can(RecipeAbility.EVENT_WEIGHTS)) {
            throw new InvalidInput("eventsConfig is not for recipe %s. Use eventType and eventValueThreshold."
                    .formatted(recipe.name()));
        }
        var events = config.eventParametersList();
        if (events == null || events.isEmpty()) {
            throw new InvalidInput("eventsConfig.eventParametersList is empty. Name at least one eventType.");
        }
        requireInteractionColumn("EVENT_TYPE", "eventsConfig");
        var seen = new HashSet<String>();
        for (var event : events) {
            if (event.eventType() == null) {
                throw new InvalidInput("eventsConfig.eventParametersList has an entry without an eventType.");
            }
            if (!seen.add(event.eventType().toLowerCase(Locale.ROOT))) {
                throw new InvalidInput(
                        "eventsConfig.eventParametersList names the eventType %s twice.".formatted(event.eventType()));
            }
            if (event.eventValueThreshold() != null) {
                requireInteractionColumn("EVENT_VALUE", "eventsConfig: an eventValueThreshold");
            }
        }
        if (events.stream().allMatch(event -> event.weight() != null && event.weight() == 0)) {
            throw new InvalidInput(
                    "eventsConfig gives every eventType the weight 0. Give one of them a positive weight.");
        }
    }

    private void checkObjective(@Nullable OptimizationObjective objective) {
        if (objective == null) {
            return;
        }
        if (!recipe.can(RecipeAbility.OPTIMIZATION)) {
            throw new InvalidInput(
                    "optimizationObjective is not for recipe %s. Leave it out.".formatted(recipe.name()));
        }
        var member = "optimizationObjective.itemAttribute";
        if (objective.itemAttribute() == null) {
            throw new InvalidInput(member + " is missing. Name a numeric column of the Items dataset.");
        }
        var column = schemas.requireColumn(DatasetType.ITEMS, objective.itemAttribute(), member);
        if ((column.role() != ColumnRole.NUMBER && column.role() != ColumnRole.TIMESTAMP) || column.nullable()) {
            throw new InvalidInput(
                    "%s names the column %s, which is not a number, or may be null. Name a column that is always a number."
                            .formatted(member, column.name()));
        }
    }

    /// Validates the interval of automatic trainings.
    ///
    /// @throws InvalidInput if it is invalid
    static void checkSchedule(@Nullable AutoTrainingConfig config, boolean performAutoTraining) {
        if (config == null || config.schedulingExpression() == null) {
            return;
        }
        if (!performAutoTraining) {
            throw new InvalidInput(
                    "autoTrainingConfig has a schedule, but performAutoTraining is false. Leave one out.");
        }
        var digits = config.schedulingExpression().replaceAll("\\D", "");
        if (digits.length() > 2 || config.days() < 1 || config.days() > LONGEST_INTERVAL_DAYS) {
            throw new InvalidInput(
                    "autoTrainingConfig.schedulingExpression is '%s'; expected rate(1 day) to rate(%d days)."
                            .formatted(config.schedulingExpression(), LONGEST_INTERVAL_DAYS));
        }
    }
}
