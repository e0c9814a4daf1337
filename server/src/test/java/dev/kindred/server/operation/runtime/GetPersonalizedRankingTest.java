package dev.kindred.server.operation.runtime;

import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetPersonalizedRankingTest {

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final String campaign = fixture.campaign("aws-personalized-ranking-v2");

    @AfterAll
    void close() {
        fixture.close();
    }

    private List<PredictedItem> rank(String user, String... items) {
        return fixture.runtime
                .getPersonalizedRanking(
                        request -> request.campaignArn(campaign).userId(user).inputList(items))
                .personalizedRanking();
    }

    @Test
    void whatTheGuestLikesComesFirst() {
        assertThat(ids(rank("u1", "c3", "d3", "c5", "d5")).subList(0, 2)).containsExactlyInAnyOrder("d3", "d5");
    }

    @Test
    void scoresSumUpToOneAndUnknownItemsComeLastWithZero() {
        var ranking = rank("u0", "unheard", "c3", "d3", "c3", "of");

        assertThat(ids(ranking)).hasSize(4).endsWith("unheard", "of");
        assertThat(ranking.subList(2, 4))
                .allSatisfy(item -> assertThat(item.score()).isZero());
        assertThat(ranking.stream().mapToDouble(PredictedItem::score).sum()).isCloseTo(1, within(1e-5));
    }

    @Test
    void anUnknownItemHasNoMetadata() {
        var ranking = fixture.runtime
                .getPersonalizedRanking(request -> request.campaignArn(campaign)
                        .userId("u0")
                        .inputList("unheard", "c3")
                        .metadataColumns(Map.of("ITEMS", List.of("GENRE"))))
                .personalizedRanking();

        assertThat(ids(ranking)).containsExactly("c3", "unheard");
        assertThat(ranking.getFirst().metadata()).containsOnlyKeys("GENRE");
        assertThat(ranking.getLast().metadata()).isEmpty();
    }

    @Test
    void aFilterShortensTheList() {
        var filter = fixture.filter("EXCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");

        var ranking = fixture.runtime
                .getPersonalizedRanking(request -> request.campaignArn(campaign)
                        .userId("u0")
                        .inputList("c3", "d3", "c5")
                        .filterArn(filter))
                .personalizedRanking();

        assertThat(ids(ranking)).containsExactlyInAnyOrder("c3", "c5");
    }

    @Test
    void anEmptyListOrACampaignThatDoesNotRankIsRefused() {
        var other = fixture.campaign("aws-popularity-count");

        assertThatThrownBy(() -> rank("u0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("inputList is empty");
        assertThatThrownBy(() -> fixture.runtime.getPersonalizedRanking(
                        request -> request.campaignArn(other).userId("u0").inputList("c3")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not rank lists");
        assertThatThrownBy(() -> fixture.runtime.getRecommendations(
                        request -> request.campaignArn(campaign).userId("u0")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("call GetPersonalizedRanking");
    }

    @Test
    void aFilterTakesUnknownItemsForSuchWithoutMetadata() {
        var excluding = fixture.filter("EXCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");
        var including = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Comedy\")");

        assertThat(ranked(excluding, "unheard", "c3", "d3")).containsExactly("c3", "unheard");
        assertThat(ranked(including, "unheard", "c3", "d3")).containsExactly("c3");
    }

    private List<String> ranked(String filter, String... items) {
        return ids(fixture.runtime
                .getPersonalizedRanking(request -> request.campaignArn(campaign)
                        .userId("u0")
                        .inputList(items)
                        .filterArn(filter))
                .personalizedRanking());
    }
}
