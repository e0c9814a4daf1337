package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Domain;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;
import software.amazon.awssdk.services.personalizeruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

/// The AWS SDK for Java, from the import of data to recommendations that reflect users' events.
///
/// Slow: it trains models of several recipes.
class SdkRecommendingTest {

    private static final String NDCG = "normalized_discounted_cumulative_gain_at_10";
    private static final List<String> TRAINED = List.of(
            "aws-user-personalization-v2", "aws-similar-items", "aws-personalized-ranking", "aws-popularity-count");

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static PersonalizeClient personalize;
    private static PersonalizeRuntimeClient runtime;
    private static PersonalizeEventsClient events;
    private static S3Client s3;

    private static DataGroup group;
    private static String items;
    private static String trackingId;
    private static String byGenre;
    private static final Map<String, String> versions = new HashMap<>();
    private static final Map<String, String> campaigns = new HashMap<>();

    @BeforeAll
    static void trainAndDeploy() throws IOException {
        server = PackagedServer.start(folder.resolve("data"));
        personalize = server.personalize();
        runtime = server.runtime();
        events = server.events();
        s3 = server.s3();
        s3.createBucket(request -> request.bucket("data"));
        group = DataGroup.open(personalize, "walk", null);
        group.importing(s3, "Interactions", PreferenceData.INTERACTIONS_SCHEMA, PreferenceData.interactions("view"));
        items = group.importing(s3, "Items", PreferenceData.ITEMS_SCHEMA, PreferenceData.items());
        for (var recipe : TRAINED) {
            versions.put(recipe, group.beginTraining(group.solution(recipe)));
        }
        versions.forEach((recipe, version) -> {
            group.awaitTraining(version);
            campaigns.put(recipe, group.campaign(recipe, version, recipe.equals("aws-popularity-count")));
        });
        byGenre = group.filter("genre", "INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)");
        trackingId = group.trackingId();
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
        events.close();
        runtime.close();
        personalize.close();
        server.close();
    }

    @Test
    void theMetricsAreSharesAndThePersonalModelBeatsPopularity() {
        for (var version : versions.values()) {
            assertThat(metrics(version)).containsKeys("coverage", NDCG, "mean_reciprocal_rank_at_25", "precision_at_5");
            assertThat(metrics(version).values())
                    .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        }
        assertThat(metrics(version("aws-user-personalization-v2")).get(NDCG))
                .isGreaterThan(metrics(version("aws-popularity-count")).get(NDCG));
    }

    private static String version(String recipe) {
        return Objects.requireNonNull(versions.get(recipe), recipe);
    }

    private static Map<String, Double> metrics(String version) {
        return personalize
                .getSolutionMetrics(request -> request.solutionVersionArn(version))
                .metrics();
    }

    @Test
    void aUserGetsItemsOfTheirTasteTheBestFirst() {
        for (int taste = 0; taste < PreferenceData.TASTES; taste++) {
            var user = PreferenceData.user(taste);
            var answer = runtime.getRecommendations(
                    request -> request.campaignArn(forYou()).userId(user).numResults(5));

            assertThat(answer.recommendationId()).startsWith("RID-");
            assertThat(ids(answer.itemList())).hasSize(5).doesNotHaveDuplicates();
            assertThat(PreferenceData.count(taste, ids(answer.itemList()))).isGreaterThanOrEqualTo(3);
            assertThat(answer.itemList().stream().map(PredictedItem::score).toList())
                    .doesNotContainNull()
                    .isSortedAccordingTo(Collections.reverseOrder());
        }
    }

    @Test
    void eventsShapeTheNextRequest() {
        var before = recommended(request -> request.userId("newcomer").numResults(5));

        view(
                "newcomer",
                IntStream.range(0, 5).mapToObj(i -> PreferenceData.item(3, i)).toList());

        var after = recommended(request -> request.userId("newcomer").numResults(5));
        assertThat(after).hasSize(5).isNotEqualTo(before);
        assertThat(PreferenceData.count(3, after))
                .isGreaterThanOrEqualTo(3)
                .isGreaterThan(PreferenceData.count(3, before));
    }

    @Test
    void eventsOfAnAnonymousSessionShapeWhatTheSessionGets() {
        events.putEvents(request -> request.trackingId(trackingId)
                .sessionId("a-session")
                .eventList(views(IntStream.range(5, 10)
                        .mapToObj(i -> PreferenceData.item(1, i))
                        .toList())));

        assertThat(PreferenceData.count(
                        1, recommended(request -> request.userId("a-session").numResults(5))))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void similarItemsAreOfTheSameTaste() {
        for (int taste = 0; taste < PreferenceData.TASTES; taste++) {
            var item = PreferenceData.item(taste, 3);
            var similar = recommended(request -> request.campaignArn(campaigns.get("aws-similar-items"))
                    .itemId(item)
                    .numResults(5));

            assertThat(similar).hasSize(5).doesNotContain(item);
            assertThat(PreferenceData.count(taste, similar)).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void aRankingBringsTheUsersTasteToTheFront() {
        var asked = PreferenceData.unseen(PreferenceData.user(3));
        var ranked = runtime.getPersonalizedRanking(
                        request -> request.campaignArn(campaigns.get("aws-personalized-ranking"))
                                .userId(PreferenceData.user(3))
                                .inputList(asked))
                .personalizedRanking();

        assertThat(ids(ranked)).containsExactlyInAnyOrderElementsOf(asked).isNotEqualTo(asked);
        assertThat(PreferenceData.count(3, ids(ranked.subList(0, 2)))).isEqualTo(2);
        assertThat(ranked.stream().mapToDouble(PredictedItem::score).sum()).isCloseTo(1, within(1e-5));
    }

    @Test
    void aFilterKeepsWhatItNamesAndSeesAnItemAsItWasPutLast() {
        var filtered = recommended(request -> request.userId(PreferenceData.user(0))
                .numResults(10)
                .filterArn(byGenre)
                .filterValues(genres("genre-1", "genre-2")));
        assertThat(filtered)
                .hasSize(10)
                .allMatch(item -> PreferenceData.tasteOf(item) == 1 || PreferenceData.tasteOf(item) == 2);

        var changed = PreferenceData.item(2, 14);
        events.putItems(request -> request.datasetArn(items)
                .items(Item.builder()
                        .itemId(changed)
                        .properties("{\"price\": 7.5, \"genre\": \"one-of-a-kind\"}")
                        .build()));
        assertThat(recommended(request -> request.userId(PreferenceData.user(0))
                        .filterArn(byGenre)
                        .filterValues(genres("one-of-a-kind"))))
                .containsExactly(changed);
        assertThatThrownBy(() -> recommended(
                        request -> request.userId(PreferenceData.user(0)).filterArn(byGenre)))
                .as("without the filter's values")
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("GENRES");
    }

    @Test
    void promotedItemsTakeTheirShareAndTheOthersKeepTheirOrder() {
        var plain =
                recommended(request -> request.userId(PreferenceData.user(0)).numResults(10));
        var promotion = Promotion.builder()
                .name("week")
                .percentPromotedItems(20)
                .filterArn(byGenre)
                .filterValues(genres("genre-3"))
                .build();

        var list = runtime.getRecommendations(request -> request.campaignArn(forYou())
                        .userId(PreferenceData.user(0))
                        .numResults(10)
                        .promotions(promotion))
                .itemList();

        var promoted = ids(list.stream()
                .filter(item -> "week".equals(item.promotionName()))
                .toList());
        assertThat(ids(list)).hasSize(10).doesNotHaveDuplicates();
        assertThat(promoted).hasSize(2).allMatch(item -> PreferenceData.tasteOf(item) == 3);
        assertThat(list)
                .filteredOn(item -> promoted.contains(item.itemId()))
                .allMatch(item -> item.reason().contains("Promoted item"));
        assertThat(ids(list).stream().filter(item -> !promoted.contains(item)).toList())
                .isEqualTo(plain.stream()
                        .filter(item -> !promoted.contains(item))
                        .limit(8)
                        .toList());
    }

    @Test
    void metadataComesWithTheItemsWhereItIsEnabled() {
        var list = runtime.getRecommendations(request -> request.campaignArn(campaigns.get("aws-popularity-count"))
                        .metadataColumns(Map.of("ITEMS", List.of("GENRE"))))
                .itemList();

        assertThat(list).hasSize(25);
        assertThat(list).allSatisfy(item -> assertThat(item.metadata().keySet()).containsExactly("GENRE"));
        assertThat(list)
                .filteredOn(item -> !item.itemId().equals(PreferenceData.item(2, 14)))
                .allSatisfy(item -> assertThat(item.metadata())
                        .containsEntry("GENRE", "genre-" + PreferenceData.tasteOf(item.itemId())));
    }

    @Test
    void whatIsNotThereAndWhatCannotBeAnsweredAreToldApart() {
        var none = forYou().replaceAll("/.*", "/none");
        assertThatThrownBy(
                        () -> recommended(request -> request.campaignArn(none).userId("ann")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(none);
        assertThatThrownBy(() -> runtime.getPersonalizedRanking(
                        request -> request.campaignArn(none).userId("ann").inputList(PreferenceData.item(0, 0))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> recommended(_ -> {})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> recommended(request -> request.userId("ann").numResults(501)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("500");
        assertThatThrownBy(() -> events.putEvents(request -> request.trackingId("of-nothing")
                        .sessionId("s")
                        .eventList(views(List.of(PreferenceData.item(0, 0))))))
                .isInstanceOf(software.amazon.awssdk.services.personalizeevents.model.InvalidInputException.class);
    }

    @Test
    void aRecommenderOfAShopLeavesOutWhatWasBoughtAndCanBeStoppedAndStarted() {
        var shop = DataGroup.open(personalize, "shop", Domain.ECOMMERCE);
        var rows = PreferenceData.interactions("View", "Purchase");
        shop.importing(s3, "Interactions", PreferenceData.INTERACTIONS_SCHEMA, rows);
        var recommender = shop.recommender("for-you", "aws-ecomm-recommended-for-you");

        var list = fromRecommender(recommender, PreferenceData.user(1));
        assertThat(list).hasSize(5).doesNotContainAnyElementsOf(PreferenceData.itemsOf(PreferenceData.user(1), rows));
        assertThat(PreferenceData.count(1, list)).isGreaterThanOrEqualTo(3);
        assertThat(personalize
                        .describeRecommender(request -> request.recommenderArn(recommender))
                        .recommender()
                        .modelMetrics())
                .containsKey(NDCG);

        events.putEvents(request -> request.trackingId(shop.trackingId())
                .userId(PreferenceData.user(1))
                .sessionId("at-the-till")
                .eventList(Event.builder()
                        .eventType("Purchase")
                        .itemId(list.getFirst())
                        .sentAt(Instant.now())
                        .build()));
        assertThat(fromRecommender(recommender, PreferenceData.user(1)))
                .hasSize(5)
                .doesNotContain(list.getFirst());

        personalize.stopRecommender(request -> request.recommenderArn(recommender));
        shop.awaitRecommender(recommender, "INACTIVE");
        assertThatThrownBy(() -> fromRecommender(recommender, PreferenceData.user(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("INACTIVE");
        personalize.startRecommender(request -> request.recommenderArn(recommender));
        shop.awaitRecommender(recommender, "ACTIVE");
        assertThat(fromRecommender(recommender, PreferenceData.user(1))).hasSize(5);
    }

    private static List<String> fromRecommender(String recommender, String user) {
        return ids(runtime.getRecommendations(request ->
                        request.recommenderArn(recommender).userId(user).numResults(5))
                .itemList());
    }

    @Test
    void theSdksPaginatorsWalkEveryListOfRecommendingOverSeveralPages() {
        var lists = DataGroup.open(personalize, "lists", null);
        lists.importing(s3, "Interactions", PreferenceData.INTERACTIONS_SCHEMA, PreferenceData.interactions("view"));
        var solutions = fiveOf(name -> lists.solution(name, "aws-popularity-count"));
        var trained = fiveOf(_ -> lists.beginTraining(solutions.getFirst()));
        trained.forEach(lists::awaitTraining);
        var deployed = fiveOf(name -> lists.campaign(name, trained.getFirst(), false));
        var filters = fiveOf(
                name -> lists.filter(name, "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"%s\")".formatted(name)));

        assertThat(personalize
                        .listSolutionsPaginator(
                                request -> request.datasetGroupArn(lists.arn()).maxResults(2))
                        .solutions())
                .extracting(solution -> solution.solutionArn())
                .containsExactlyElementsOf(solutions.reversed());
        assertThat(personalize
                        .listSolutionVersionsPaginator(request ->
                                request.solutionArn(solutions.getFirst()).maxResults(2))
                        .solutionVersions())
                .extracting(version -> version.solutionVersionArn())
                .containsExactlyElementsOf(trained.reversed());
        assertThat(personalize
                        .listCampaignsPaginator(request ->
                                request.solutionArn(solutions.getFirst()).maxResults(2))
                        .campaigns())
                .extracting(campaign -> campaign.campaignArn())
                .containsExactlyElementsOf(deployed.reversed());
        assertThat(personalize
                        .listFiltersPaginator(
                                request -> request.datasetGroupArn(lists.arn()).maxResults(2))
                        .filters())
                .extracting(filter -> filter.filterArn())
                .containsExactlyElementsOf(filters.reversed());
    }

    @Test
    void theSdksPaginatorsWalkRecommendersAndRecipesToo() {
        var domain = DataGroup.open(personalize, "domain", Domain.VIDEO_ON_DEMAND);
        domain.importing(s3, "Interactions", PreferenceData.INTERACTIONS_SCHEMA, PreferenceData.interactions("Watch"));
        var recommenders = fiveOf(name -> domain.recommender(name, "aws-vod-most-popular"));

        assertThat(personalize
                        .listRecommendersPaginator(
                                request -> request.datasetGroupArn(domain.arn()).maxResults(2))
                        .recommenders())
                .extracting(recommender -> recommender.recommenderArn())
                .containsExactlyElementsOf(recommenders.reversed());
        assertThat(personalize
                        .listRecipesPaginator(request -> request.maxResults(3))
                        .recipes())
                .extracting(recipe -> recipe.recipeArn())
                .contains(DataGroup.recipe("aws-sims"), DataGroup.recipe("aws-vod-top-picks"))
                .hasSizeGreaterThan(20)
                .doesNotHaveDuplicates();
    }

    private static List<String> fiveOf(UnaryOperator<String> create) {
        return Stream.of("one", "two", "three", "four", "five").map(create).toList();
    }

    private static String forYou() {
        return Objects.requireNonNull(campaigns.get("aws-user-personalization-v2"));
    }

    /// Returns the items of the recommendations, from the campaign for users unless the request names another.
    private static List<String> recommended(Consumer<GetRecommendationsRequest.Builder> question) {
        return ids(runtime.getRecommendations(request -> question.accept(request.campaignArn(forYou())))
                .itemList());
    }

    private static List<String> ids(List<PredictedItem> items) {
        return items.stream().map(PredictedItem::itemId).toList();
    }

    private static void view(String user, List<String> seen) {
        events.putEvents(request -> request.trackingId(trackingId)
                .userId(user)
                .sessionId("session-of-" + user)
                .eventList(views(seen)));
    }

    private static List<Event> views(List<String> seen) {
        return seen.stream()
                .map(item -> Event.builder()
                        .eventType("view")
                        .itemId(item)
                        .sentAt(Instant.now())
                        .build())
                .toList();
    }

    private static Map<String, String> genres(String... genres) {
        return Map.of("GENRES", "\"" + String.join("\",\"", genres) + "\"");
    }
}
