package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.RECIPES;
import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CreateSolutionTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.films();

    private JsonNode create(@Nullable Object... members) {
        var all = json(members);
        all.putIfAbsent("name", "top");
        all.putIfAbsent("datasetGroupArn", group);
        return fixture.call(
                "CreateSolution",
                all.entrySet().stream()
                        .flatMap(it -> java.util.stream.Stream.of(it.getKey(), it.getValue()))
                        .toArray());
    }

    private JsonNode with(String recipe, @Nullable Object... config) {
        return create("recipeArn", RECIPES + recipe, "solutionConfig", json(config));
    }

    private static Object parameters(String name, Object value) {
        return json(name, value);
    }

    @Test
    void whatIsLeftOutIsShownWithItsDefault() {
        var arn = create("recipeArn", RECIPES + "aws-sims").at("/solutionArn").asString();

        var solution = fixture.call("DescribeSolution", "solutionArn", arn).at("/solution");

        assertThat(arn).isEqualTo(fixture.arn("solution/top"));
        assertThat(solution.at("/status").asString()).isEqualTo("ACTIVE");
        assertThat(solution.at("/performHPO").asBoolean()).isFalse();
        assertThat(solution.at("/performAutoML").asBoolean()).isFalse();
        assertThat(solution.at("/performAutoTraining").asBoolean()).isTrue();
        assertThat(solution.at("/solutionConfig")).isEmpty();
        assertThat(solution.has("latestSolutionVersion")).isFalse();
        assertThat(solution.has("eventType")).isFalse();
    }

    @Test
    void aSolutionIsTrainedByItselfWithinAnHourUnlessToldOtherwise() {
        create("recipeArn", RECIPES + "aws-sims");
        create("name", "quiet", "recipeArn", RECIPES + "aws-sims", "performAutoTraining", false);

        assertThat(fixture.queued(TaskName.AUTO_TRAIN))
                .extracting(job -> job.arn().rest(), QueuedJob::notBefore)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("top", fixture.now().plus(Duration.ofHours(1))));
    }

    @Test
    void theRecipeMustBeOneThatSolutionsCanHave() {
        assertThat(refusal(() -> create()))
                .isEqualTo("InvalidInput: recipeArn is missing. Name a recipe, or set performAutoML to true.");
        assertThat(refusal(() -> with("aws-none")))
                .isEqualTo("ResourceNotFound: Resource Arn " + RECIPES + "aws-none does not exist.");
        assertThat(refusal(() -> with("aws-vod-top-picks")))
                .isEqualTo("InvalidInput: Recipe aws-vod-top-picks is a use case of the domain VIDEO_ON_DEMAND. Use it"
                        + " with CreateRecommender.");
        assertThat(refusal(() -> with("aws-next-best-action")))
                .isEqualTo(
                        "InvalidInput: Recipe aws-next-best-action needs a dataset of type ACTIONS, and dataset group "
                                + group + " has none.");
        for (var old : List.of("aws-hrnn", "aws-hrnn-metadata", "aws-hrnn-coldstart")) {
            assertThat(create("name", old, "recipeArn", RECIPES + old)
                            .at("/solutionArn")
                            .asString())
                    .endsWith(old);
        }
    }

    @Test
    void aRecipeIsNamedOrChosenButNotBoth() {
        assertThat(refusal(() -> create("performAutoML", true, "recipeArn", RECIPES + "aws-sims")))
                .contains("Leave one of them out");
        assertThat(refusal(() -> create(
                        "performAutoML",
                        true,
                        "solutionConfig",
                        json(
                                "autoMLConfig",
                                json("recipeList", List.of(RECIPES + "aws-sims", RECIPES + "aws-trending-now"))))))
                .contains("recipes of several types");

        assertThat(refusal(() -> create(
                        "performAutoML", true, "solutionConfig", json("autoMLConfig", json("metricName", "beauty")))))
                .startsWith("InvalidInput: autoMLConfig.metricName is beauty,")
                .contains("precision_at_25");

        var arn = create("performAutoML", true).at("/solutionArn").asString();
        assertThat(fixture.call("DescribeSolution", "solutionArn", arn)
                        .at("/solution")
                        .has("recipeArn"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "aws-user-personalization, bptt, 32",
        "aws-user-personalization, training.bptt, 2",
        "aws-user-personalization, recency_mask, True",
        "aws-user-personalization-v2, apply_recency_bias, false",
        "aws-sims, popularity_discount_factor, 0.25"
    })
    void aHyperParameterOfTheRecipeIsEchoedAsGiven(String recipe, String name, String value) {
        var arn = with(recipe, "algorithmHyperParameters", parameters(name, value))
                .at("/solutionArn")
                .asString();

        assertThat(fixture.call("DescribeSolution", "solutionArn", arn)
                        .at("/solution/solutionConfig/algorithmHyperParameters")
                        .get(name)
                        .asString())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"min_user_history_length_percentile", "min_hist_length_percentile"})
    void bothSpellingsOfPercentilesAreTaken(String name) {
        assertThat(with("aws-hrnn", "featureTransformationParameters", parameters(name, "0.01")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws-sims | bptt | 3 | solutionConfig.algorithmHyperParameters: recipe aws-sims has no parameter bptt. Those it has: popularity_discount_factor, min_cointeraction_count.",
                "aws-sims | min_cointeraction_count | 11 | solutionConfig.algorithmHyperParameters.min_cointeraction_count is '11'; expected a whole number from 0 to 10.",
                "aws-sims | min_cointeraction_count | two | solutionConfig.algorithmHyperParameters.min_cointeraction_count is 'two'; expected a whole number from 0 to 10.",
                "aws-sims | popularity_discount_factor | NaN | solutionConfig.algorithmHyperParameters.popularity_discount_factor is 'NaN'; expected a number from 0.0 to 1.0.",
                "aws-hrnn | recency_mask | maybe | solutionConfig.algorithmHyperParameters.recency_mask is 'maybe'; expected one of true, false.",
                "aws-popularity-count | x | 1 | solutionConfig.algorithmHyperParameters: recipe aws-popularity-count has no parameter x. It has none."
            })
    void aHyperParameterIsTheRecipesOwnAndInItsRange(String recipe, String name, String value, String message) {
        assertThat(refusal(() -> with(recipe, "algorithmHyperParameters", parameters(name, value))))
                .isEqualTo("InvalidInput: " + message);
    }

    @Test
    void theLowerPercentileIsNotAboveTheUpper() {
        var crossed = Map.of("min_user_history_length_percentile", "0.9", "max_hist_length_percentile", "0.1");

        assertThat(refusal(() -> with("aws-sims", "featureTransformationParameters", crossed)))
                .isEqualTo(
                        "InvalidInput: solutionConfig.featureTransformationParameters.min_user_history_length_percentile"
                                + " is '0.9', above max_user_history_length_percentile, which is '0.1'. Give a smaller one.");
        assertThat(refusal(() -> with(
                        "aws-sims",
                        "featureTransformationParameters",
                        parameters("min_item_interaction_count_percentile", "1"))))
                .contains("above max_item_interaction_count_percentile, which is '0.9'");
    }

    @Test
    void aSearchLooksWithinTheRangesOfParametersThatCanBeSearchedFor() {
        assertThat(with(
                        "aws-user-personalization",
                        "hpoConfig",
                        json(
                                "hpoResourceConfig",
                                json("maxNumberOfTrainingJobs", "40", "maxParallelTrainingJobs", "10"),
                                "algorithmHyperParameterRanges",
                                json(
                                        "integerHyperParameterRanges",
                                        List.of(json("name", "bptt", "minValue", 2, "maxValue", 32)),
                                        "categoricalHyperParameterRanges",
                                        List.of(json("name", "recency_mask", "values", List.of("true")))))))
                .isNotEmpty();
        assertThat(refusal(() -> with("aws-sims", "hpoConfig", json("hpoObjective", json("type", "max")))))
                .contains("hpoObjective is not supported");
        assertThat(refusal(() -> with(
                        "aws-sims", "hpoConfig", json("hpoResourceConfig", json("maxNumberOfTrainingJobs", "41")))))
                .contains("maxNumberOfTrainingJobs is '41'; expected a whole number from 1 to 40.");
        assertThat(refusal(() -> with(
                        "aws-sims",
                        "hpoConfig",
                        json(
                                "algorithmHyperParameterRanges",
                                json(
                                        "integerHyperParameterRanges",
                                        List.of(json(
                                                "name", "min_cointeraction_count", "minValue", 5, "maxValue", 11)))))))
                .contains("does not lie within its own");
        assertThat(refusal(() -> with("aws-user-personalization-v2", "hpoConfig", json())))
                .contains("no hyper-parameters that can be searched for");
        assertThat(refusal(() -> create("recipeArn", RECIPES + "aws-user-personalization-v2", "performHPO", true)))
                .contains("Leave performHPO out");
    }

    @Test
    void aThresholdNeedsAnEventTypeAndANumber() {
        assertThat(refusal(() -> with("aws-sims", "eventValueThreshold", "3"))).contains("needs an eventType");
        assertThat(refusal(() -> create(
                        "recipeArn",
                        RECIPES + "aws-sims",
                        "eventType",
                        "watch",
                        "solutionConfig",
                        json("eventValueThreshold", "three"))))
                .contains("eventValueThreshold is 'three'; expected a number.");
        assertThat(create(
                        "recipeArn",
                        RECIPES + "aws-sims",
                        "eventType",
                        "watch",
                        "solutionConfig",
                        json("eventValueThreshold", "3.5")))
                .isNotEmpty();
    }

    @Test
    void eventsCanBeWeightedByRecipesThatTakeWeightsAlone() {
        var events = json(
                "eventParametersList",
                List.of(
                        json("eventType", "watch", "weight", 0.3),
                        json("eventType", "click", "weight", 0.1, "eventValueThreshold", 0.5)));

        assertThat(with("aws-user-personalization-v2", "eventsConfig", events)).isNotEmpty();
        assertThat(refusal(() -> with("aws-sims", "eventsConfig", events)))
                .contains("eventsConfig is not for recipe aws-sims");
        assertThat(refusal(() -> create(
                        "recipeArn",
                        RECIPES + "aws-user-personalization-v2",
                        "eventType",
                        "watch",
                        "solutionConfig",
                        json("eventsConfig", events))))
                .contains("Give either");
        assertThat(refusal(() -> with(
                        "aws-user-personalization-v2",
                        "eventsConfig",
                        json("eventParametersList", List.of(json("eventType", "a"), json("eventType", "A"))))))
                .contains("names the eventType A twice");
    }

    @Test
    void anObjectiveIsANumberThatEveryItemHas() {
        assertThat(with("aws-user-personalization", "optimizationObjective", json("itemAttribute", "PRICE")))
                .isNotEmpty();
        for (var column : List.of("GENRES", "RATING")) {
            assertThat(refusal(() ->
                            with("aws-user-personalization", "optimizationObjective", json("itemAttribute", column))))
                    .contains("names the column " + column + ", which is not a number, or may be null");
        }
        assertThat(refusal(() -> with("aws-sims", "optimizationObjective", json("itemAttribute", "PRICE"))))
                .contains("optimizationObjective is not for recipe aws-sims");
    }

    @Test
    void columnsToTrainOnAreThereAndThoseNeededStay() {
        assertThat(with(
                        "aws-sims",
                        "trainingDataConfig",
                        json("excludedDatasetColumns", json("items", List.of("PRICE", "genres")))))
                .isNotEmpty();
        assertThat(refusal(() -> with(
                        "aws-sims",
                        "trainingDataConfig",
                        json("includedDatasetColumns", json("ITEMS", List.of("COLOUR"))))))
                .isEqualTo("InvalidInput: trainingDataConfig.includedDatasetColumns names the column COLOUR, which the"
                        + " dataset of type ITEMS does not have. It has ITEM_ID, GENRES, CREATION_TIMESTAMP, PRICE,"
                        + " RATING.");
        assertThat(refusal(() -> with(
                        "aws-sims",
                        "trainingDataConfig",
                        json("excludedDatasetColumns", json("INTERACTIONS", List.of("EVENT_TYPE"))))))
                .contains("no training can do without");
        assertThat(refusal(() -> with(
                        "aws-sims",
                        "trainingDataConfig",
                        json("excludedDatasetColumns", json("USERS", List.of("AGE"))))))
                .contains("needs a dataset of type USERS");
        assertThat(refusal(() -> with(
                        "aws-sims", "trainingDataConfig", json("excludedDatasetColumns", json("ITEMS", List.of("-"))))))
                .startsWith("Validation: 1 validation error detected: Value '-' at"
                        + " 'solutionConfig.trainingDataConfig.excludedDatasetColumns.ITEMS.1.member'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate(0 days)", "rate(31 days)", "rate(9999 days)"})
    void aScheduleIsFromOneToThirtyDays(String rate) {
        assertThat(refusal(() -> with("aws-sims", "autoTrainingConfig", json("schedulingExpression", rate))))
                .isEqualTo("InvalidInput: autoTrainingConfig.schedulingExpression is '" + rate
                        + "'; expected rate(1 day) to rate(30 days).");
    }

    @Test
    void aScheduleNeedsAutomaticTraining() {
        assertThat(refusal(() -> create(
                        "recipeArn",
                        RECIPES + "aws-sims",
                        "performAutoTraining",
                        false,
                        "solutionConfig",
                        json("autoTrainingConfig", json("schedulingExpression", "rate(2 days)")))))
                .contains("performAutoTraining is false");
    }

    @Test
    void aGroupHasAsManySolutionsAsTheQuotaSays() {
        var small = OperationsFixture.open(Map.of("quota.solutions-per-group", "1"));
        var films = small.films();
        small.solution("one", films, "aws-sims");

        assertThat(refusal(() -> small.solution("two", films, "aws-sims")))
                .isEqualTo("LimitExceeded: Cannot create a solution. More than 1 resources in ACTIVE state. Please"
                        + " delete some and try again.");
        assertThat(small.call("ListSolutions").at("/solutions")).hasSize(1);
    }

    @Test
    void aNameIsTakenOnceAndTheGroupMustBeThere() {
        with("aws-sims");

        assertThat(refusal(() -> with("aws-sims")))
                .isEqualTo("ResourceAlreadyExists: Another resource with Arn " + fixture.arn("solution/top")
                        + " already exists.");
        assertThat(refusal(() -> create(
                        "datasetGroupArn", fixture.arn("dataset-group/none"), "recipeArn", RECIPES + "aws-sims")))
                .startsWith("ResourceNotFound: ");
    }
}
