package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.OperationsFixture;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CreateCampaignTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.films();
    private final String solution = fixture.solution("top", group, "aws-user-personalization");

    private JsonNode create(String version, @Nullable Object... config) {
        return fixture.call(
                "CreateCampaign",
                "name",
                "live",
                "solutionVersionArn",
                version,
                "campaignConfig",
                config.length == 0 ? null : json(config));
    }

    private JsonNode campaign() {
        return fixture.call("DescribeCampaign", "campaignArn", fixture.arn("campaign/live"))
                .at("/campaign");
    }

    @Test
    void aCampaignServesAVersionAndShowsItsDefaults() {
        var version = fixture.version(solution);

        assertThat(create(version).at("/campaignArn").asString()).isEqualTo(fixture.arn("campaign/live"));

        assertThat(campaign().at("/solutionVersionArn").asString()).isEqualTo(version);
        assertThat(campaign().at("/minProvisionedTPS").asInt()).isEqualTo(1);
        assertThat(campaign().at("/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(campaign().has("campaignConfig")).isFalse();
        assertThat(campaign().has("latestCampaignUpdate")).isFalse();
        assertThat(fixture.queued(TaskName.DEPLOY)).hasSize(1);
        assertThat(fixture.call("ListCampaigns", "solutionArn", solution).at("/campaigns"))
                .hasSize(1);
    }

    @Test
    void theLatestVersionIsServedByThoseThatFollowIt() {
        fixture.version(solution);
        var newest = fixture.version(solution);
        fixture.pendingVersion(solution);

        create(solution + "/$LATEST", "syncWithLatestSolutionVersion", true);

        assertThat(campaign().at("/solutionVersionArn").asString()).isEqualTo(newest);
        assertThat(campaign()
                        .at("/campaignConfig/syncWithLatestSolutionVersion")
                        .asBoolean())
                .isTrue();
        assertThat(refusal(() -> create(newest, "syncWithLatestSolutionVersion", true)))
                .contains("needs a solutionVersionArn that ends in /$LATEST");
        assertThat(refusal(() -> create(solution + "/$LATEST")))
                .contains("needs campaignConfig.syncWithLatestSolutionVersion to be true");
    }

    @Test
    void aSolutionsArnIsNoVersions() {
        assertThat(refusal(() -> create(solution)))
                .isEqualTo("ResourceNotFound: Resource Arn " + solution
                        + " does not exist as a solution version. Give the ARN of a version (" + solution
                        + "/<id>, see ListSolutionVersions), or " + solution
                        + "/$LATEST with campaignConfig.syncWithLatestSolutionVersion.");
        assertThat(refusal(() -> create(solution + "/00000000")))
                .isEqualTo("ResourceNotFound: Resource Arn " + solution + "/00000000 does not exist.");
        assertThat(refusal(() -> create(solution + "/$LATEST", "syncWithLatestSolutionVersion", true)))
                .isEqualTo("ResourceInUse: Solution " + solution
                        + " has no ACTIVE version yet. Create one, or wait until it is ACTIVE.");
        var training = fixture.pendingVersion(solution);
        assertThat(refusal(() -> create(training)))
                .startsWith("ResourceInUse: ")
                .contains(training);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explorationWeight | 1.1 | itemExplorationConfig.explorationWeight is '1.1'; expected a number from 0 to 1.",
                "explorationWeight | much | itemExplorationConfig.explorationWeight is 'much'; expected a number from 0 to 1.",
                "explorationItemAgeCutOff | 0 | itemExplorationConfig.explorationItemAgeCutOff is '0'; expected a number of days above 0.",
                "weight | 0 | itemExplorationConfig has no setting weight. Those there are: explorationWeight, explorationItemAgeCutOff."
            })
    void explorationHasItsRanges(String name, String value, String message) {
        var version = fixture.version(solution);

        assertThat(refusal(() -> create(version, "itemExplorationConfig", json(name, value))))
                .isEqualTo("InvalidInput: " + message);
    }

    @Test
    void whatTheRecipeDoesNotHaveCannotBeConfigured() {
        var sims = fixture.version(fixture.solution("sims", group, "aws-sims"));

        assertThat(refusal(() -> create(sims, "itemExplorationConfig", json("explorationWeight", "0.3"))))
                .contains("itemExplorationConfig is not for recipe aws-sims");
        assertThat(refusal(() -> create(sims, "rankingInfluence", json("POPULARITY", 0.5))))
                .contains("rankingInfluence is for recipe aws-semantic-similarity, not aws-sims");
        assertThat(refusal(() -> create(sims, "rankingInfluence", json("PRICE", 1.5))))
                .startsWith("Validation: 2 validation errors detected: Value 'PRICE' at"
                        + " 'campaignConfig.rankingInfluence.key'");
        assertThat(create(sims, "enableMetadataWithRecommendations", true)).isNotEmpty();
    }

    @Test
    void metadataNeedsItems() {
        var bare = fixture.group("bare", null);
        fixture.dataset(bare, "INTERACTIONS", Avro.INTERACTIONS);
        var version = fixture.version(fixture.solution("bare", bare, "aws-sims"));

        assertThat(refusal(() -> create(version, "enableMetadataWithRecommendations", true)))
                .contains("enableMetadataWithRecommendations needs a dataset of type ITEMS");
    }

    @Test
    void aGroupHasAsManyCampaignsAsTheQuotaSays() {
        var small = OperationsFixture.open(Map.of("quota.campaigns-per-group", "1"));
        var films = small.films();
        small.campaign("one", small.version(small.solution("sims", films, "aws-sims")));
        var other = small.version(small.solution("counts", films, "aws-popularity-count"));

        assertThat(refusal(() -> small.campaign("two", other))).startsWith("LimitExceeded: Cannot create a campaign.");
    }
}
