package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.RECIPES;
import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.OperationsFixture;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Operations with aws-semantic-similarity, which needs texts and no interactions.
class SemanticSolutionTest {

    private static final String RECIPE = RECIPES + "aws-semantic-similarity";

    private final OperationsFixture fixture = OperationsFixture.open();

    /// Creates a dataset group that has only items with these columns besides their ids.
    private String group(String... columns) {
        var group = fixture.group("group-" + System.nanoTime(), null);
        var fields = new String[columns.length + 1];
        fields[0] = "ITEM_ID string";
        System.arraycopy(columns, 0, fields, 1, columns.length);
        fixture.dataset(group, "ITEMS", Avro.schema("Items", fields));
        return group;
    }

    private String books() {
        return group("TITLE string itemName", "BLURB string? textual");
    }

    private JsonNode create(String group, @Nullable Object... more) {
        var members = new Object[more.length + 6];
        members[0] = "name";
        members[1] = "books";
        members[2] = "datasetGroupArn";
        members[3] = group;
        members[4] = "recipeArn";
        members[5] = RECIPE;
        System.arraycopy(more, 0, members, 6, more.length);
        return fixture.call("CreateSolution", members);
    }

    private JsonNode describe(JsonNode created) {
        return fixture.call(
                        "DescribeSolution",
                        "solutionArn",
                        created.at("/solutionArn").asString())
                .at("/solution");
    }

    @Test
    void needsItemsAndNothingElse() {
        var solution = create(books()).at("/solutionArn").asString();
        var version = fixture.pendingVersion(solution);

        assertThat(version).startsWith(solution + "/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TITLE string | It lacks both.",
                "TITLE string itemName | It lacks the textual one.",
                "TITLE string itemName textual | It lacks the textual one.",
                "TITLE string textual | It lacks the itemName."
            })
    void refusesItemsThatHaveNoNameOrNoText(String column, String lack) {
        var group = group(column, "SHELF string categorical");

        assertThat(refusal(() -> create(group)))
                .startsWith("InvalidInput: Recipe aws-semantic-similarity compares items by their name and their text")
                .endsWith(lack);
    }

    @Test
    void refusesAGroupWithoutItems() {
        var group = fixture.group("empty", null);

        assertThat(refusal(() -> create(group)))
                .isEqualTo(
                        "InvalidInput: Recipe aws-semantic-similarity needs a dataset of type ITEMS, and dataset group "
                                + group + " has none.");
    }

    @Test
    void cannotDoWithoutItsColumns() {
        var group = books();

        for (var columns : List.of(
                Map.of("excludedDatasetColumns", Map.of("Items", List.of("blurb"))),
                Map.of("includedDatasetColumns", Map.of("ITEMS", List.of("TITLE"))))) {
            assertThat(refusal(() -> create(group, "solutionConfig", json("trainingDataConfig", columns))))
                    .isEqualTo(
                            "InvalidInput: trainingDataConfig leaves out the column BLURB of ITEMS, which recipe aws-semantic-similarity cannot do without.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL, true", "true, true", "false, false"},
            nullValues = "NULL")
    void updatesItselfUnlessToldOtherwise(@Nullable Boolean asked, boolean expected) {
        var solution = describe(create(books(), "performIncrementalUpdate", asked));

        assertThat(solution.at("/performIncrementalUpdate").asBoolean()).isEqualTo(expected);
    }

    @Test
    void leavesOtherRecipesWithoutUpdates() {
        var group = fixture.films();
        var solution = fixture.solution("films", group, "aws-similar-items");

        assertThat(fixture.call("DescribeSolution", "solutionArn", solution)
                        .at("/solution/performIncrementalUpdate")
                        .asBoolean())
                .isFalse();
        assertThat(refusal(() ->
                        fixture.call("UpdateSolution", "solutionArn", solution, "performIncrementalUpdate", true)))
                .startsWith("InvalidInput: performIncrementalUpdate is for recipe aws-semantic-similarity alone.");
        assertThat(refusal(() -> fixture.call(
                        "CreateSolution",
                        "name",
                        "sims",
                        "datasetGroupArn",
                        group,
                        "recipeArn",
                        RECIPES + "aws-sims",
                        "performIncrementalUpdate",
                        true)))
                .startsWith(
                        "InvalidInput: performIncrementalUpdate is for recipe aws-semantic-similarity, not aws-sims");
    }

    @Test
    void takesTheSwitchOfAnUpdate() {
        var solution = create(books(), "performIncrementalUpdate", false)
                .at("/solutionArn")
                .asString();

        fixture.call("UpdateSolution", "solutionArn", solution, "performIncrementalUpdate", true);

        var shown = fixture.call("DescribeSolution", "solutionArn", solution).at("/solution");
        assertThat(shown.at("/performIncrementalUpdate").asBoolean()).isTrue();
        assertThat(fixture.queued(TaskName.INCREMENTAL_UPDATE)).hasSize(1);
    }

    @Test
    void cannotBeComparedWithRecipesThatAreMeasuredByInteractions() {
        var group = books();

        assertThat(refusal(() -> fixture.call(
                        "CreateSolution",
                        "name",
                        "best",
                        "datasetGroupArn",
                        group,
                        "performAutoML",
                        true,
                        "solutionConfig",
                        json("autoMLConfig", json("recipeList", List.of(RECIPE))))))
                .startsWith("InvalidInput: autoMLConfig.recipeList names aws-semantic-similarity");
    }

    @Test
    void canBeDeployedWithAnInfluence() {
        var solution = create(books()).at("/solutionArn").asString();
        var version = fixture.version(solution);

        var campaign = fixture.call(
                "CreateCampaign",
                "name",
                "books",
                "solutionVersionArn",
                version,
                "campaignConfig",
                json("rankingInfluence", Map.of("POPULARITY", 0.5, "FRESHNESS", 1)));

        assertThat(fixture.call(
                                "DescribeCampaign",
                                "campaignArn",
                                campaign.at("/campaignArn").asString())
                        .at("/campaign/campaignConfig/rankingInfluence/POPULARITY")
                        .asDouble())
                .isEqualTo(0.5);
    }
}
