package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.Recommender;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainRecommenderTest {

    private static final String USER = "u0";
    private static final int USERS = 60;
    private static final int ITEMS = 40;
    private static final int EVENTS_OF_A_USER = 20;

    private final Market videos = new Market("VIDEO_ON_DEMAND", "Watch", "Click");
    private final Market goods = new Market("ECOMMERCE", "Purchase", "View");

    /// A domain dataset group in which each user has events of one type with 20 items, and of a second type with
    /// these and one more.
    private static final class Market {

        private final Shop shop = Shop.open();
        private final String domain;
        private final String group;
        private final String interactions;
        private final PersonalizeRuntimeClient runtime = shop.server()
                .configure(PersonalizeRuntimeClient.builder())
                .region(Region.of(shop.region()))
                .build();
        private final Set<String> ofFirstType = new HashSet<>();

        Market(String domain, String firstType, String secondType) {
            this.domain = domain;
            this.group = shop.group("market", domain);
            this.interactions = dataset("Interactions", Avro.SHOP_INTERACTIONS);
            var items = dataset(
                    "Items",
                    domain.equals("ECOMMERCE")
                            ? Avro.schema("Items", "ITEM_ID string", "PRICE float", "CATEGORY_L1 string categorical")
                            : Avro.schema(
                                    "Items", "ITEM_ID string", "GENRES string categorical", "CREATION_TIMESTAMP long"));
            shop.imported("events", interactions, shop.upload("events.csv", events(firstType, secondType)));
            shop.imported("items", items, shop.upload("items.csv", items()));
        }

        private String dataset(String type, String avro) {
            var schema = shop.personalize()
                    .createSchema(create -> create.name(type).schema(avro).domain(domain))
                    .schemaArn();
            return shop.dataset(group, type, schema);
        }

        private String[] events(String firstType, String secondType) {
            var random = new Random(3);
            var items = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
            var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"));
            for (int user = 0; user < USERS; user++) {
                Collections.shuffle(items, random);
                for (int i = 0; i <= EVENTS_OF_A_USER; i++) {
                    int time = 1_700_000_000 + 100 * i + user;
                    lines.add("u%d,i%d,%d,%s".formatted(user, items.get(i), time, secondType));
                    if (i < EVENTS_OF_A_USER) {
                        lines.add("u%d,i%d,%d,%s".formatted(user, items.get(i), time + 1, firstType));
                    }
                    if (i < EVENTS_OF_A_USER && user == 0) {
                        ofFirstType.add("i" + items.get(i));
                    }
                }
            }
            return lines.toArray(String[]::new);
        }

        private String[] items() {
            boolean sells = domain.equals("ECOMMERCE");
            var lines =
                    new ArrayList<>(List.of(sells ? "ITEM_ID,PRICE,CATEGORY_L1" : "ITEM_ID,GENRES,CREATION_TIMESTAMP"));
            for (int item = 0; item < ITEMS; item++) {
                lines.add("i" + item + (sells ? ",1.5,Tea" : ",Drama,1600000000"));
            }
            return lines.toArray(String[]::new);
        }

        String create(String recipe) {
            return shop.personalize()
                    .createRecommender(create -> create.name(recipe)
                            .datasetGroupArn(group)
                            .recipeArn("arn:aws:personalize:::recipe/" + recipe))
                    .recommenderArn();
        }

        String active(String recipe) {
            var arn = create(recipe);
            await("ACTIVE", () -> describe(arn).status());
            return arn;
        }

        Recommender describe(String arn) {
            return shop.personalize()
                    .describeRecommender(it -> it.recommenderArn(arn))
                    .recommender();
        }

        List<PredictedItem> ask(String recommender) {
            return runtime.getRecommendations(request -> request.recommenderArn(recommender)
                            .userId(USER)
                            .itemId("i1")
                            .numResults(500))
                    .itemList();
        }

        List<String> recommended(String recommender) {
            return ask(recommender).stream().map(PredictedItem::itemId).toList();
        }

        String refusal(String recommender) {
            var refusal = catchThrowableOfType(PersonalizeRuntimeException.class, () -> ask(recommender));
            assertThat(refusal).as("the call was not refused").isNotNull();
            return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + ": "
                    + refusal.awsErrorDetails().errorMessage();
        }

        void put(String eventType, String item) {
            var tracker = shop.tracker("tracker", group);
            var trackingId = shop.personalize()
                    .describeEventTracker(it -> it.eventTrackerArn(tracker))
                    .eventTracker()
                    .trackingId();
            try (var events = shop.server()
                    .configure(PersonalizeEventsClient.builder())
                    .region(Region.of(shop.region()))
                    .build()) {
                events.putEvents(put -> put.trackingId(trackingId)
                        .userId(USER)
                        .sessionId("evening")
                        .eventList(Event.builder()
                                .eventType(eventType)
                                .itemId(item)
                                .sentAt(Instant.now())
                                .build()));
            }
        }
    }

    private Market marketOf(String recipe) {
        return recipe.contains("-vod-") ? videos : goods;
    }

    @ParameterizedTest
    @CsvSource({
        "aws-ecomm-popular-items-by-views, false",
        "aws-ecomm-popular-items-by-purchases, false",
        "aws-ecomm-frequently-bought-together, false",
        "aws-ecomm-customers-who-viewed-x-also-viewed, true",
        "aws-ecomm-recommended-for-you, true",
        "aws-vod-because-you-watched-x, true",
        "aws-vod-more-like-x, true",
        "aws-vod-most-popular, false",
        "aws-vod-trending-now, false",
        "aws-vod-top-picks, true"
    })
    void everyUseCaseAnswersAndHidesByItselfWhatItShall(String recipe, boolean hides) {
        var market = marketOf(recipe);
        var recommender = market.active(recipe);

        var answer = market.ask(recommender);

        assertThat(answer)
                .isNotEmpty()
                .allSatisfy(item ->
                        assertThat(item.score()).as("use cases tell no scores").isNull());
        var ids = answer.stream().map(PredictedItem::itemId).toList();
        assertThat(ids).doesNotHaveDuplicates();
        if (hides) {
            assertThat(ids).doesNotContainAnyElementsOf(market.ofFirstType);
        } else {
            assertThat(ids).containsAnyElementsOf(market.ofFirstType);
        }
        assertThat(market.describe(recommender).modelMetrics()).containsKey("coverage");
    }

    @Test
    void aVideoThatWasWatchedAMomentAgoIsHiddenAndOneThatWasClickedIsNot() {
        var market = new Market("VIDEO_ON_DEMAND", "Watch", "Click");
        var recommender = market.active("aws-vod-top-picks");
        var first = market.recommended(recommender).getFirst();
        var second = market.recommended(recommender).get(1);

        market.put("Watch", first);

        assertThat(market.recommended(recommender)).doesNotContain(first).contains(second);
    }

    @Test
    void aRecommenderRestsWakesChangesAndGoes() throws IOException {
        var market = new Market("VIDEO_ON_DEMAND", "Watch", "Click");
        var personalize = market.shop.personalize();
        var recommender = market.active("aws-vod-most-popular");
        var answer = market.recommended(recommender);

        personalize.stopRecommender(it -> it.recommenderArn(recommender));
        await(() -> market.describe(recommender).status().equals("INACTIVE"));
        assertThat(market.refusal(recommender))
                .isEqualTo("400 InvalidInputException: Recommender " + recommender
                        + " is INACTIVE. It answers when it is ACTIVE.");

        personalize.startRecommender(it -> it.recommenderArn(recommender));
        await(() -> market.describe(recommender).status().equals("ACTIVE"));
        assertThat(market.recommended(recommender)).isEqualTo(answer);

        var first = models(market);
        personalize.updateRecommender(it -> it.recommenderArn(recommender)
                .recommenderConfig(config -> config.enableMetadataWithRecommendations(true)));
        await(() -> updateOf(market, recommender).equals("ACTIVE"));
        assertThat(models(market)).as("metadata need no other model").isEqualTo(first);
        assertThat(market.runtime
                        .getRecommendations(request -> request.recommenderArn(recommender)
                                .userId(USER)
                                .metadataColumns(Map.of("ITEMS", List.of("GENRES"))))
                        .itemList())
                .allSatisfy(item -> assertThat(item.metadata()).containsEntry("GENRES", "Drama"));

        personalize.updateRecommender(it -> it.recommenderArn(recommender)
                .recommenderConfig(config -> config.trainingDataConfig(
                        data -> data.excludedDatasetColumns(Map.of("Items", List.of("GENRES"))))));
        await(() -> updateOf(market, recommender).equals("ACTIVE"));
        await(() -> !models(market).equals(first) && models(market).size() == 1);
        assertThat(market.recommended(recommender)).isEqualTo(answer);

        personalize.deleteRecommender(it -> it.recommenderArn(recommender));
        Shop.awaitGone(() -> market.describe(recommender));
        assertThat(market.refusal(recommender)).startsWith("404 ResourceNotFoundException: ");
        await(() -> models(market).isEmpty());
    }

    @Test
    void aRecommenderWhoseModelIsDamagedDoesNotStart() throws IOException {
        var market = new Market("VIDEO_ON_DEMAND", "Watch", "Click");
        var recommender = market.active("aws-vod-most-popular");
        market.shop.personalize().stopRecommender(it -> it.recommenderArn(recommender));
        await("INACTIVE", () -> market.describe(recommender).status());
        var model = models(market).getFirst();
        var whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length / 2));

        market.shop.personalize().startRecommender(it -> it.recommenderArn(recommender));
        await("INACTIVE", () -> market.describe(recommender).status());
        assertThat(market.describe(recommender).failureReason())
                .isEqualTo("Its model cannot be read; the server's log says why.");

        Files.write(model, whole);
        market.shop.personalize().startRecommender(it -> it.recommenderArn(recommender));
        await("ACTIVE", () -> market.describe(recommender).status());
        assertThat(market.recommended(recommender)).isNotEmpty();
    }

    private static String updateOf(Market market, String recommender) {
        return market.describe(recommender).latestRecommenderUpdate().status();
    }

    private static List<Path> models(Market market) {
        var folder =
                market.shop.server().folder().resolve("models/000000000000").resolve(market.shop.region());
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutTheEventsThatAUseCaseNeedsItFailsAndSaysWhichAreMissing() {
        var market = new Market("VIDEO_ON_DEMAND", "Rate", "Click");

        var recommender = market.create("aws-vod-most-popular");
        await("CREATE FAILED", () -> market.describe(recommender).status());

        assertThat(market.describe(recommender).failureReason())
                .isEqualTo("Create failed. The dataset has fewer than 1000 interactions of event type Watch after"
                        + " filtering: it has 0.");
        assertThat(market.refusal(recommender))
                .startsWith("400 InvalidInputException: ")
                .contains("is CREATE FAILED");
        market.shop.personalize().deleteRecommender(it -> it.recommenderArn(recommender));
        Shop.awaitGone(() -> market.describe(recommender));
    }
}
