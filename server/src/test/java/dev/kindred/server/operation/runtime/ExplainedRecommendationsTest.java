package dev.kindred.server.operation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Explanations on the wire: as JSON, and through an SDK that does not know them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainedRecommendationsTest {

    private static final String HEADER = "x-kindred-explain";
    private static final String FOR_YOU = "aws-user-personalization-v2";
    private static final String RANKING = "aws-personalized-ranking-v2";

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    /// Trains both at once.
    @BeforeAll
    void train() {
        List.of(FOR_YOU, RANKING).parallelStream().forEach(fixture::campaign);
    }

    @AfterAll
    void close() {
        http.close();
        fixture.close();
    }

    private HttpResponse<String> post(String path, Map<String, ?> body, String explain)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(fixture.shop.server().endpoint() + path))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=a/20240101/%s/personalize/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(fixture.shop.region()))
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!explain.isEmpty()) {
            request.header(HEADER, explain);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode recommended(Map<String, ?> body, String explain) throws IOException, InterruptedException {
        return json.readTree(post("/recommendations", body, explain).body()).path("itemList");
    }

    private static void assertAddsUp(JsonNode explanation) {
        double sum = 0;
        for (var cause : explanation.path("causes")) {
            double share = cause.path("share").asDouble();
            sum += share;
            double members = 0;
            for (var member : cause.path("members")) {
                members += member.asDouble();
            }
            assertThat(members).isCloseTo(share, within(1e-5));
            assertThat(cause.path("members").propertyNames())
                    .first()
                    .isEqualTo(cause.path("member").asString());
        }
        for (var other : explanation.path("other")) {
            sum += other.path("share").asDouble();
        }
        assertThat(sum).isCloseTo(explanation.path("score").asDouble(), within(1e-3));
    }

    @Test
    void everyItemHasItsCausesIfTheHeaderAsksForThem() throws IOException, InterruptedException {
        var campaign = fixture.campaign(FOR_YOU);

        var items = recommended(Map.of("campaignArn", campaign, "userId", "u0", "numResults", 10), "true");

        assertThat(items).hasSize(10);
        for (var item : items) {
            var explanation = item.path("explanation");
            assertThat(explanation.path("causes")).hasSizeBetween(1, 10);
            assertThat(explanation.path("causes"))
                    .allSatisfy(cause -> assertThat(cause.path("itemId").asString())
                            .as("a film that the guest saw")
                            .startsWith("c"));
            assertAddsUp(explanation);
        }
        assertThat(items)
                .anyMatch(item ->
                        item.path("explanation").path("other").toString().contains("moreItems"));
    }

    @Test
    void thereIsNoExplanationWithoutTheHeader() throws IOException, InterruptedException {
        var body = Map.of("campaignArn", fixture.campaign(FOR_YOU), "userId", "u0");
        for (var explain : List.of("", "false")) {
            assertThat(post("/recommendations", body, explain).body())
                    .doesNotContain("explanation")
                    .contains("itemId");
        }
        var refused = post("/recommendations", body, "yes please");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The header x-kindred-explain has another value than true and false.");
    }

    @Test
    void aRankedListIsExplainedByTheHistory() throws IOException, InterruptedException {
        var answer = post(
                "/personalize-ranking",
                Map.of(
                        "campaignArn",
                        fixture.campaign(RANKING),
                        "userId",
                        "u1",
                        "inputList",
                        List.of("c3", "unheard", "d3")),
                "TRUE");

        var ranking = json.readTree(answer.body()).path("personalizedRanking");
        assertThat(ranking.valueStream().map(item -> item.path("itemId").asString()))
                .containsExactly("d3", "c3", "unheard");
        assertAddsUp(ranking.get(0).path("explanation"));
        assertThat(ranking.get(0).path("explanation").path("score").asDouble())
                .isGreaterThan(ranking.get(1).path("explanation").path("score").asDouble());
        double shown = Math.log(ranking.get(0).path("score").asDouble()
                / ranking.get(1).path("score").asDouble());
        assertThat(shown)
                .as("the score of the answer is the exponential of the explained score, up to a factor")
                .isCloseTo(
                        ranking.get(0).path("explanation").path("score").asDouble()
                                - ranking.get(1)
                                        .path("explanation")
                                        .path("score")
                                        .asDouble(),
                        within(1e-3));
        assertThat(ranking.get(2).has("explanation"))
                .as("the model does not contain it")
                .isFalse();
    }

    @Test
    void aUserWithoutHistoryGetsPopularItemsBecauseTheyArePopular() throws IOException, InterruptedException {
        var items = recommended(Map.of("campaignArn", fixture.campaign(FOR_YOU), "userId", "nobody"), "true");

        assertThat(items.get(0).path("explanation").path("causes")).isEmpty();
        assertThat(items.get(0)
                        .path("explanation")
                        .path("other")
                        .get(0)
                        .path("cause")
                        .asString())
                .isEqualTo("popularity");
        assertAddsUp(items.get(0).path("explanation"));
    }

    @Test
    void promotedItemsAreExplainedToo() throws IOException, InterruptedException {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");
        var body = Map.of(
                "campaignArn",
                fixture.campaign(FOR_YOU),
                "userId",
                "u0",
                "promotions",
                List.of(Map.of("name", "dramas", "percentPromotedItems", 50, "filterArn", filter)));

        var items = recommended(body, "true");

        assertThat(items).anyMatch(item -> item.has("promotionName"));
        items.forEach(item -> assertAddsUp(item.path("explanation")));
    }

    @Test
    void similarAndPopularItemsAreExplainedByTheItemAndByPopularity() throws IOException, InterruptedException {
        var similar = recommended(
                Map.of("campaignArn", fixture.campaign("aws-sims"), "itemId", "c3", "numResults", 60), "true");
        var popular =
                recommended(Map.of("campaignArn", fixture.campaign("aws-popularity-count"), "userId", "u0"), "true");

        var cause = similar.get(0).path("explanation").path("causes").get(0);
        assertThat(cause.path("itemId").asString()).isEqualTo("c3");
        assertThat(cause.path("member").asString()).isEqualTo("similarity");
        assertThat(similar.get(similar.size() - 1)
                        .path("explanation")
                        .path("other")
                        .get(0)
                        .path("cause")
                        .asString())
                .as("it fills the answer up")
                .isEqualTo("popularity");
        var scores = IntStream.range(0, popular.size())
                .mapToObj(i -> popular.get(i).path("explanation").path("score").asDouble())
                .toList();
        assertThat(scores)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allMatch(score -> score >= 0 && score < 1);
    }

    /// The SDK passes over a member that it does not know.
    @Test
    void theSdkReadsAnExplainedAnswer() {
        var campaign = fixture.campaign(FOR_YOU);

        var items = fixture.runtime
                .getRecommendations(request -> request.campaignArn(campaign)
                        .userId("u0")
                        .overrideConfiguration(override -> override.putHeader(HEADER, "true")))
                .itemList();

        assertThat(items).hasSize(25);
        assertThat(items.stream().mapToDouble(PredictedItem::score)).allMatch(score -> score > 0);
        var ranked = fixture.runtime.getPersonalizedRanking(request -> request.campaignArn(fixture.campaign(RANKING))
                .userId("u1")
                .inputList("c3", "d3")
                .overrideConfiguration(override -> override.putHeader(HEADER, "true")));
        assertThat(GenreTasteFixture.ids(ranked.personalizedRanking())).containsExactly("d3", "c3");
    }
}
