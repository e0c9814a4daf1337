package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import dev.kindred.server.operation.runtime.ItemTextFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.RankingInfluenceType;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SemanticSimilarityTest {

    private final ItemTextFixture fixture = ItemTextFixture.open();
    private final Shop shop = fixture.shop;
    private final String solution = fixture.solution("books", create -> {});
    private final String version = fixture.trained(solution);
    private final String campaign = fixture.deployed("books", version);

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cooking", "space", "football", "garden"})
    void findsItemsOfTheSameSubject(String subject) {
        int same = 0;
        for (var book : ItemTextFixture.booksOf(subject)) {
            var alike = fixture.like(campaign, book, 4);
            assertThat(alike.getFirst()).as(book).startsWith(subject);
            same += (int) alike.stream().filter(id -> id.startsWith(subject)).count();
        }

        assertThat(same)
                .as("books of the same subject, of 20 neighbours; chance would make it 4")
                .isGreaterThan(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such book", "blank"})
    void answersWithPopularItemsForAnItemItCannotCompare(String book) {
        assertThat(fixture.like(campaign, book, 25)).hasSizeBetween(23, 24).doesNotContain(book);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emoji", "script", "long"})
    void answersForTextsOfAnyKind(String book) {
        assertThat(fixture.like(campaign, book, 500)).hasSize(23).doesNotContain(book);
    }

    @Test
    void putsItemsWithoutATextLast() {
        assertThat(fixture.like(campaign, "space0", 500)).hasSize(23).endsWith("blank");
    }

    @Test
    void tellsNoScores() {
        var answer = fixture.runtime.getRecommendations(
                it -> it.campaignArn(campaign).itemId("space0"));

        assertThat(answer.itemList()).allMatch(item -> item.score() == null);
    }

    @Test
    void givesMetadataThoughNobodyEnabledIt() {
        var answer = fixture.runtime.getRecommendations(it -> it.campaignArn(campaign)
                .itemId("garden0")
                .numResults(4)
                .metadataColumns(Map.of("ITEMS", List.of("TITLE"))));

        assertThat(answer.itemList()).allMatch(item -> item.metadata().containsKey("TITLE"));
    }

    @Test
    void takesFiltersButNoPromotions() {
        var filter = shop.personalize()
                .createFilter(create -> create.name("upper")
                        .datasetGroupArn(fixture.group)
                        .filterExpression("INCLUDE ItemID WHERE Items.SHELF IN (\"upper\")"))
                .filterArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeFilter(it -> it.filterArn(filter))
                        .filter()
                        .status());

        var filtered = fixture.runtime.getRecommendations(it ->
                it.campaignArn(campaign).itemId("space1").filterArn(filter).numResults(3));

        assertThat(GenreTasteFixture.ids(filtered.itemList()))
                .hasSize(3)
                .allMatch(id -> id.endsWith("0") || id.endsWith("2") || id.endsWith("4"));
        var promotion = Promotion.builder()
                .name("p")
                .percentPromotedItems(50)
                .filterArn(filter)
                .build();
        assertThatThrownBy(() -> fixture.runtime.getRecommendations(
                        it -> it.campaignArn(campaign).itemId("space1").promotions(promotion)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not take promotions");
    }

    @Test
    void asksForAnItem() {
        assertThatThrownBy(() -> fixture.runtime.getRecommendations(it -> it.campaignArn(campaign)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("itemId is missing");
    }

    @Test
    void movesNewItemsUpAsFarAsTheCampaignIsToldTo() {
        var influenced = fixture.deployed("fresh", version);
        var before = fixture.like(influenced, "space0", 10);

        influenceByFreshness(influenced);
        var after = fixture.like(influenced, "space0", 10);

        assertThat(age(after)).isLessThan(age(before));
        assertThat(after.getFirst()).startsWith("space");
        assertThat(fixture.like(campaign, "space0", 10)).isEqualTo(before);
    }

    private void influenceByFreshness(String influenced) {
        shop.personalize()
                .updateCampaign(it -> it.campaignArn(influenced)
                        .campaignConfig(
                                config -> config.rankingInfluence(Map.of(RankingInfluenceType.FRESHNESS, 1.0))));
        await(() -> "ACTIVE"
                .equals(shop.personalize()
                        .describeCampaign(it -> it.campaignArn(influenced))
                        .campaign()
                        .latestCampaignUpdate()
                        .status()));
    }

    /// Returns the mean age of a list of books: of each subject, book 4 is the newest and book 0 the oldest.
    private static double age(List<String> books) {
        return books.stream()
                .filter(id -> Character.isDigit(id.charAt(id.length() - 1)))
                .mapToInt(id -> '4' - id.charAt(id.length() - 1))
                .average()
                .orElseThrow();
    }

    @Test
    void answersBatchJobsWithTheirOwnInfluenceAndWithoutScores() {
        var job = shop.personalize()
                .createBatchInferenceJob(create -> create.jobName("all")
                        .solutionVersionArn(version)
                        .numResults(4)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .batchInferenceJobConfig(
                                config -> config.rankingInfluence(Map.of(RankingInfluenceType.FRESHNESS, 1.0)))
                        .jobInput(it -> it.s3DataSource(source -> source.path(
                                shop.upload("all.json", "{\"itemId\": \"space0\"}", "{\"userId\": \"u\"}"))))
                        .jobOutput(it -> it.s3DataDestination(target -> target.path(shop.folder("out")))))
                .batchInferenceJobArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeBatchInferenceJob(it -> it.batchInferenceJobArn(job))
                        .batchInferenceJob()
                        .status());

        var lines = shop.download(shop.folder("out") + "all.json.out");
        var influenced = fixture.deployed("batch", version);
        influenceByFreshness(influenced);
        var expected = String.join("\",\"", fixture.like(influenced, "space0", 4));

        assertThat(lines.getFirst())
                .isEqualTo(
                        "{\"input\":{\"itemId\": \"space0\"},\"output\":{\"recommendedItems\":[\"%s\"]},\"error\":null}"
                                .formatted(expected));
        assertThat(lines.getLast()).contains("itemId is missing");
    }

    @Test
    void tellsWhatItsAnswersAreLike() {
        var metrics = shop.personalize()
                .getSolutionMetrics(it -> it.solutionVersionArn(version))
                .metrics();

        assertThat(metrics)
                .containsOnlyKeys("coverage", "item_similarity", "item_popularity", "item_freshness")
                .containsEntry("coverage", 0.9583) // 23 of 24
                .containsEntry("item_popularity", 0.0);
    }

    @Test
    void makesTheSameModelOfTheSameTexts() throws IOException {
        var other = fixture.solution("again", create -> {});
        fixture.trained(other);

        try (var files = Files.walk(shop.server().folder().resolve("models"))) {
            var models = files.filter(Files::isRegularFile).toList();
            assertThat(models).hasSizeGreaterThan(1);
            assertThat(models).allMatch(model -> mismatch(model, models.getFirst()) == -1);
        }
    }

    private static long mismatch(Path one, Path other) {
        try {
            return Files.mismatch(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void failsWithAReasonWhereNoItemHasAText() {
        var empty = shop.group("empty");
        var dataset = shop.dataset(empty, "Items", shop.arn("schema/items"));
        shop.imported(
                "untold",
                dataset,
                shop.upload("untold.csv", "ITEM_ID,TITLE,BLURB,SHELF,CREATION_TIMESTAMP", "a,,,x,1"));
        var untold = fixture.solution("untold", create -> create.datasetGroupArn(empty));

        var failed = fixture.begun(untold);
        await("CREATE FAILED", () -> fixture.describe(failed).status());

        assertThat(fixture.describe(failed).failureReason())
                .isEqualTo(
                        "Create failed. No item has a text: the Items dataset has 1 items, and the columns of their names and texts are empty.");
    }
}
