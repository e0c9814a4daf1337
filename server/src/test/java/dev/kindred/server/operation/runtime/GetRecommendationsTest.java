package dev.kindred.server.operation.runtime;

import static dev.kindred.server.operation.runtime.GenreTasteFixture.comedies;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetRecommendationsTest {

    private static final String FOR_YOU = "aws-user-personalization-v2";

    private final GenreTasteFixture fixture = new GenreTasteFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    private List<PredictedItem> ask(String recipe, Consumer<GetRecommendationsRequest.Builder> change) {
        var campaign = fixture.campaign(recipe);
        return fixture.runtime
                .getRecommendations(request -> change.accept(request.campaignArn(campaign)))
                .itemList();
    }

    private String refusal(Consumer<GetRecommendationsRequest.Builder> change) {
        var refusal = catchThrowableOfType(
                PersonalizeRuntimeException.class, () -> fixture.runtime.getRecommendations(change));
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }

    @Test
    void aGuestIsRecommendedTheKindOfFilmsTheyLike() {
        assertThat(comedies(ask(FOR_YOU, request -> request.userId("u0").numResults(10))))
                .isGreaterThanOrEqualTo(8);
        assertThat(comedies(ask(FOR_YOU, request -> request.userId("u1").numResults(10))))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void thereAre25ResultsWhereNothingIsSaidAndNoneWhereNoneAreWanted() {
        assertThat(ask(FOR_YOU, request -> request.userId("u0"))).hasSize(25);
        assertThat(ask(FOR_YOU, request -> request.userId("u0").numResults(0))).isEmpty();
        assertThat(ids(ask(FOR_YOU, request -> request.userId("u0").numResults(500))))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEventChangesTheNextAnswer() {
        var tracker = fixture.shop.tracker("tracker", fixture.group);
        var trackingId = fixture.personalize
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
        assertThat(ask(FOR_YOU, request -> request.userId("newcomer").numResults(10)))
                .hasSize(10);

        fixture.events.putEvents(put -> put.trackingId(trackingId)
                .userId("newcomer")
                .sessionId("evening")
                .eventList(IntStream.range(0, 5)
                        .mapToObj(i -> Event.builder()
                                .eventType("watch")
                                .itemId("d" + i)
                                .sentAt(Instant.now())
                                .build())
                        .toList()));

        assertThat(comedies(ask(FOR_YOU, request -> request.userId("newcomer").numResults(5))))
                .isZero();
    }

    @Test
    void theContextOfARequestCounts() {
        assertThat(even(ask(FOR_YOU, request -> request.userId("u0").context(Map.of("PLACE", "indoors")))))
                .isGreaterThan(7);
        assertThat(even(ask(FOR_YOU, request -> request.userId("u0").context(Map.of("place", "outdoors")))))
                .isLessThan(3);
        assertThat(meanEven(Map.of("PLACE", "on the moon"))).isCloseTo(meanEven(Map.of()), within(1.5));
    }

    /// A mean over several requests, because exploration is random.
    private double meanEven(Map<String, String> where) {
        return IntStream.range(0, 10)
                .mapToLong(
                        i -> even(ask(FOR_YOU, request -> request.userId("u0").context(where))))
                .average()
                .orElseThrow();
    }

    private static long even(List<PredictedItem> answer) {
        return ids(answer).stream()
                .limit(10)
                .filter(id -> Integer.parseInt(id.substring(1)) % 2 == 0)
                .count();
    }

    @Test
    void aFilterWithParametersKeepsWhatItSays() {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN ($GENRES) AND Items.PRICE < $MOST");

        var answer = ask(
                FOR_YOU,
                request -> request.userId("u0")
                        .filterArn(filter)
                        .filterValues(Map.of("GENRES", "\"Drama\",\"Opera\"", "MOST", "5")));

        assertThat(ids(answer)).containsExactlyInAnyOrder("d1", "d2", "d3", "d4");
    }

    @Test
    void aFilterHidesWhatTheGuestBought() {
        var filter = fixture.filter("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"BUY\")");

        var all = ids(ask(FOR_YOU, request -> request.userId("u0").numResults(500)));
        var without =
                ids(ask(FOR_YOU, request -> request.userId("u0").numResults(500).filterArn(filter)));

        assertThat(without).hasSizeLessThan(all.size()).isSubsetOf(all);
    }

    @Test
    void aQuarterOfTheListIsPromoted() {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");

        var answer = ask(
                FOR_YOU,
                request -> request.userId("u0")
                        .numResults(8)
                        .promotions(Promotion.builder()
                                .name("dramas")
                                .percentPromotedItems(25)
                                .filterArn(filter)
                                .build()));

        var promoted =
                answer.stream().filter(item -> item.promotionName() != null).toList();
        assertThat(answer).hasSize(8);
        assertThat(promoted).hasSize(2).allSatisfy(item -> {
            assertThat(item.promotionName()).isEqualTo("dramas");
            assertThat(item.itemId()).startsWith("d");
            assertThat(item.reason()).contains("Promoted item");
        });
    }

    @Test
    void metadataComeAsTexts() {
        var answer = ask(
                FOR_YOU,
                request -> request.userId("u1")
                        .numResults(50)
                        .metadataColumns(Map.of("ITEMS", List.of("GENRE", "PRICE"))));

        var metadata = answer.stream().collect(Collectors.toMap(PredictedItem::itemId, PredictedItem::metadata));
        assertThat(metadata.get("d1")).isEqualTo(Map.of("GENRE", "Drama", "PRICE", "1.25"));
        assertThat(metadata.get("d0")).isEqualTo(Map.of("GENRE", "Drama"));
    }

    @Test
    void scoresFallAndSumUpToOneAtMost() {
        var scores = ask(FOR_YOU, request -> request.userId("u0")).stream()
                .map(PredictedItem::score)
                .toList();

        assertThat(scores).isNotEmpty().isSortedAccordingTo(Collections.reverseOrder());
        assertThat(scores.stream().mapToDouble(Double::doubleValue).sum()).isLessThanOrEqualTo(1.0001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-user-personalization", FOR_YOU})
    void everyItemHasAScoreAndOverAllItemsTheyAddUpToOne(String recipe) {
        var seenAgain = fixture.filter("INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"watch\")");

        var again = ask(recipe, request -> request.userId("u0").filterArn(seenAgain));

        assertThat(again)
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.score()).isPositive());
        for (var user : List.of("u0", "somebody else")) {
            var all = ask(recipe, request -> request.userId(user).numResults(500));
            assertThat(all).allSatisfy(item -> assertThat(item.score()).isNotNull());
            assertThat(all.stream().mapToDouble(PredictedItem::score).sum()).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void similarItemsAreOfTheSameKindAndUnknownOnesGivePopular() {
        assertThat(comedies(
                        ask("aws-similar-items", request -> request.itemId("c1").numResults(5))))
                .isGreaterThanOrEqualTo(4);
        assertThat(ask(
                        "aws-similar-items",
                        request -> request.itemId("never heard of").numResults(5)))
                .hasSize(5)
                .allSatisfy(item -> assertThat(item.score()).isNull());
    }

    @Test
    void anItemThatWasPutAMomentAgoIsSeenByFilters() {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Western\")");
        assertThat(ask(FOR_YOU, request -> request.userId("u0").filterArn(filter)))
                .isEmpty();

        fixture.events.putItems(put -> put.datasetArn(fixture.items)
                .items(Item.builder()
                        .itemId("c29")
                        .properties("{\"genre\": \"Western\", \"creationTimestamp\": 1700000000, \"takings\": 1}")
                        .build()));

        assertThat(ids(ask(FOR_YOU, request -> request.userId("u0").filterArn(filter))))
                .containsExactly("c29");
    }

    @Test
    void whatCannotBeAskedIsRefusedWithASentence() {
        var forYou = fixture.campaign(FOR_YOU);
        var similar = fixture.campaign("aws-similar-items");

        assertThat(refusal(request -> request.userId("u0")))
                .isEqualTo("400 InvalidInputException: Give the campaignArn or the recommenderArn that shall answer.");
        assertThat(refusal(request -> request.campaignArn(forYou)))
                .startsWith("400 InvalidInputException: userId is missing.");
        assertThat(refusal(request -> request.campaignArn(similar).userId("u0")))
                .startsWith("400 InvalidInputException: itemId is missing.");
        assertThat(refusal(request -> request.campaignArn(forYou).userId("u0").numResults(501)))
                .isEqualTo("400 InvalidInputException: numResults is 501. It can be at most 500.");
        assertThat(refusal(request -> request.campaignArn(forYou)
                        .userId("u0")
                        .numResults(51)
                        .metadataColumns(Map.of("ITEMS", List.of("GENRE")))))
                .isEqualTo("400 InvalidInputException: numResults is 51. It can be at most 50 together with metadata.");
        assertThat(refusal(request ->
                        request.campaignArn(forYou).userId("u0").metadataColumns(Map.of("ITEMS", List.of("LENGTH")))))
                .startsWith("400 InvalidInputException: The Items dataset has no column LENGTH.");
        assertThat(refusal(request -> request.campaignArn(forYou + "x").userId("u0")))
                .startsWith("404 ResourceNotFoundException: ");
        assertThat(refusal(request ->
                        request.campaignArn(forYou).userId("u0").filterArn(forYou.replace("campaign/", "filter/"))))
                .startsWith("404 ResourceNotFoundException: ");
    }

    @Test
    void aDeletedCampaignAnswersNoMore() {
        var version = fixture.version("short-lived", "aws-popularity-count");
        var campaign = fixture.personalize
                .createCampaign(create -> create.name("short-lived").solutionVersionArn(version))
                .campaignArn();
        fixture.awaitCampaign(campaign);
        assertThat(fixture.runtime
                        .getRecommendations(request -> request.campaignArn(campaign))
                        .itemList())
                .hasSize(25);

        fixture.personalize.deleteCampaign(delete -> delete.campaignArn(campaign));
        Shop.awaitGone(() -> fixture.personalize.describeCampaign(it -> it.campaignArn(campaign)));

        assertThat(refusal(request -> request.campaignArn(campaign))).startsWith("404 ResourceNotFoundException: ");
    }

    @Test
    void aPromotionWithoutANameIsNamedNowhere() {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");

        var answer = ask(
                FOR_YOU,
                request -> request.userId("u0")
                        .numResults(8)
                        .promotions(Promotion.builder()
                                .percentPromotedItems(25)
                                .filterArn(filter)
                                .build()));

        assertThat(answer)
                .hasSize(8)
                .allSatisfy(item -> assertThat(item.promotionName()).isNull());
        assertThat(answer.stream().filter(item -> item.reason().contains("Promoted item")))
                .hasSize(2);
    }

    @Test
    void aCampaignThatIsGoingAnswersNoMore() {
        var campaign = fixture.deployed("leaving", fixture.version("leaving", "aws-popularity-count"));
        fixture.runtime.getRecommendations(
                request -> request.campaignArn(campaign).userId("u0"));

        fixture.personalize.deleteCampaign(request -> request.campaignArn(campaign));

        assertThat(refusal(request -> request.campaignArn(campaign).userId("u0")))
                .matches("(?s)40[04] (InvalidInput|ResourceNotFound)Exception: .*");
    }

    @Test
    void anObjectivesNumbersMayBeBeyondFloat() {
        var solution = fixture.solution(
                "takings",
                create -> create.recipeArn(GenreTasteFixture.RECIPES + "aws-user-personalization")
                        .solutionConfig(config -> config.optimizationObjective(
                                objective -> objective.itemAttribute("TAKINGS").objectiveSensitivity("HIGH"))));
        var campaign = fixture.deployed("takings", fixture.trained(solution));

        var answer = fixture.runtime
                .getRecommendations(
                        request -> request.campaignArn(campaign).userId("u0").numResults(60))
                .itemList();

        assertThat(answer)
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.score()).isBetween(0.0, 1.0));
        assertThat(ids(answer).subList(0, 3)).contains("c28");
    }
}
