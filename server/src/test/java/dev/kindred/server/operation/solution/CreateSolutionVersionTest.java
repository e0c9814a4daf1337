package dev.kindred.server.operation.solution;

import static dev.kindred.server.operation.OperationsFixture.RECIPES;
import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CreateSolutionVersionTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.films();
    private final String solution = fixture.solution("top", group, "aws-user-personalization");

    private JsonNode create(@Nullable Object... more) {
        var request = json(more);
        return fixture.call(
                "CreateSolutionVersion",
                "solutionArn",
                solution,
                "trainingMode",
                request.get("trainingMode"),
                "name",
                request.get("name"));
    }

    @Test
    void aVersionShowsItsSolutionAsItWas() {
        var arn = create("name", "spring").at("/solutionVersionArn").asString();

        assertThat(arn).matches(solution + "/[0-9a-f]{8}");
        var version = fixture.call("DescribeSolutionVersion", "solutionVersionArn", arn)
                .at("/solutionVersion");
        assertThat(version.at("/name").asString()).isEqualTo("spring");
        assertThat(version.at("/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(version.at("/recipeArn").asString()).isEqualTo(RECIPES + "aws-user-personalization");
        assertThat(version.at("/trainingMode").asString()).isEqualTo("FULL");
        assertThat(version.at("/trainingType").asString()).isEqualTo("MANUAL");
        assertThat(version.has("trainingHours")).isFalse();
        assertThat(version.has("failureReason")).isFalse();
        assertThat(fixture.queued(TaskName.TRAIN)).hasSize(1);
        assertThat(fixture.queued(TaskName.TRAIN).getFirst().lane()).isEqualTo(arn);
    }

    @Test
    void eachCallMakesAVersionAndTheNewestIsTheSolutionsLatest() {
        fixture.version(solution);
        var second = create().at("/solutionVersionArn").asString();

        assertThat(fixture.call("DescribeSolution", "solutionArn", solution)
                        .at("/solution/latestSolutionVersion/solutionVersionArn")
                        .asString())
                .isEqualTo(second);
        assertThat(fixture.call("ListSolutionVersions", "solutionArn", solution).at("/solutionVersions"))
                .hasSize(2);
    }

    @Test
    void aNameIsGivenOnceToTheVersionsOfOneSolution() {
        var first = create("name", "spring").at("/solutionVersionArn").asString();
        var other = fixture.solution("other", group, "aws-sims");

        assertThat(refusal(() -> create("name", "spring")))
                .isEqualTo("ResourceAlreadyExists: Solution %s already has a version named spring: %s."
                        .formatted(solution, first));
        assertThat(fixture.call("CreateSolutionVersion", "solutionArn", other, "name", "spring"))
                .isNotEmpty();
        assertThat(create("name", "summer")).isNotEmpty();
    }

    @Test
    void anUpdateNeedsAFullVersionAndARecipeForIt() {
        assertThat(refusal(() -> create("trainingMode", "UPDATE"))).contains("solution " + solution + " has none");
        fixture.version(solution);
        assertThat(create("trainingMode", "UPDATE")).isNotEmpty();

        var sims = fixture.solution("sims", group, "aws-sims");
        assertThat(refusal(() -> fixture.call("CreateSolutionVersion", "solutionArn", sims, "trainingMode", "UPDATE")))
                .contains("is for recipes aws-user-personalization and aws-hrnn-coldstart");
        assertThat(refusal(() -> create("trainingMode", "AUTOTRAIN"))).contains("Give FULL or UPDATE");
    }

    @Test
    void theSolutionMustBeActiveAndHaveInteractions() {
        var bare = fixture.solution("bare", fixture.group("empty", null), "aws-sims");
        assertThat(refusal(() -> fixture.pendingVersion(bare)))
                .contains("A training needs a dataset of type INTERACTIONS");

        var going = fixture.solution("going", group, "aws-sims");
        fixture.call("DeleteSolution", "solutionArn", going);
        assertThat(refusal(() -> fixture.pendingVersion(going)))
                .isEqualTo("ResourceInUse: Resource Arn " + going + " is DELETE PENDING: it is being deleted.");
    }

    @Test
    void asManyTrainingsWaitAsTheQuotaSays() {
        var small = OperationsFixture.open(Map.of("quota.pending-solution-versions", "1"));
        var sims = small.solution("sims", small.films(), "aws-sims");
        small.pendingVersion(sims);

        assertThat(refusal(() -> small.pendingVersion(sims)))
                .isEqualTo("LimitExceeded: More than 1 resources with PENDING or IN_PROGRESS status.");
        assertThat(small.queued(TaskName.TRAIN)).hasSize(1);
    }

    @Test
    void nothingIsBuiltOnInteractionsThatAreGoing() {
        var fixture = OperationsFixture.open();
        var films = fixture.films();
        var solution = fixture.solution("top", films, "aws-sims");
        var version = fixture.version(solution);
        var interactions = fixture.arn("dataset/films/INTERACTIONS");
        fixture.call("DeleteDataset", "datasetArn", interactions);

        var refusal = "ResourceInUse: Resource Arn " + interactions + " is DELETE PENDING: it is being deleted.";
        assertThat(refusal(() -> fixture.pendingVersion(solution))).isEqualTo(refusal);
        assertThat(refusal(() -> fixture.campaign("live", version))).isEqualTo(refusal);
        assertThat(refusal(() -> fixture.call("CreateEventTracker", "name", "clicks", "datasetGroupArn", films)))
                .isEqualTo(refusal);
    }
}
