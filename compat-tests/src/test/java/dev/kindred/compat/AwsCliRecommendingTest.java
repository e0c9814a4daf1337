package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS CLI, from the import of data to recommendations that reflect users' events.
///
/// Slow: each command starts Python, and models are trained.
class AwsCliRecommendingTest {

    private static final String ARNS = "arn:aws:personalize:us-east-1:000000000000:";
    private static final String RECIPES = "arn:aws:personalize:::recipe/";
    private static final String ITEM_IDS = "itemList[].itemId";
    private static final List<String> TRAINED =
            List.of("aws-user-personalization", "aws-sims", "aws-personalized-ranking-v2", "aws-popularity-count");

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static AwsCli cli;
    private static String trackingId;
    private static final Map<String, String> versions = new HashMap<>();

    private static String version(String recipe) {
        return Objects.requireNonNull(versions.get(recipe), recipe);
    }

    @BeforeAll
    static void trainAndDeploy() throws IOException {
        AwsCli.assumeInstalled();
        server = PackagedServer.start(folder.resolve("data"));
        cli = new AwsCli(server.endpoint());
        cli.run("s3", "mb", "s3://data");
        openGroup("walk");
        importing("walk", "Interactions", PreferenceData.INTERACTIONS_SCHEMA, PreferenceData.interactions("view"));
        importing("walk", "Items", PreferenceData.ITEMS_SCHEMA, PreferenceData.items());
        for (var recipe : TRAINED) {
            versions.put(recipe, beginTraining(recipe));
        }
        for (var recipe : TRAINED) {
            cli.awaitActive("describe-solution-version", "--solution-version-arn", version(recipe), "solutionVersion");
            cli.personalize("create-campaign", "--name", recipe, "--solution-version-arn", version(recipe));
        }
        for (var recipe : TRAINED) {
            cli.awaitActive("describe-campaign", "--campaign-arn", campaign(recipe), "campaign");
        }
        cli.personalize(
                "create-filter",
                "--name",
                "genre",
                "--dataset-group-arn",
                ARNS + "dataset-group/walk",
                "--filter-expression",
                "INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)");
        cli.awaitActive("describe-filter", "--filter-arn", ARNS + "filter/genre", "filter");
        trackingId = tracker("walk");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static void openGroup(String name, String... more) {
        cli.personalize(Stream.concat(Stream.of("create-dataset-group", "--name", name), Stream.of(more))
                .toArray(String[]::new));
        cli.awaitActive(
                "describe-dataset-group", "--dataset-group-arn", ARNS + "dataset-group/" + name, "datasetGroup");
    }

    private static void importing(String group, String type, String schema, String csv, String... schemaOptions)
            throws IOException {
        var name = group + "-" + type;
        var file = Files.writeString(folder.resolve(name + ".csv"), csv);
        cli.run("s3", "cp", file.toString(), "s3://data/");
        cli.personalize(
                Stream.concat(Stream.of("create-schema", "--name", name, "--schema", schema), Stream.of(schemaOptions))
                        .toArray(String[]::new));
        var dataset = ARNS + "dataset/" + group + "/" + type.toUpperCase(Locale.ROOT);
        cli.personalize(
                "create-dataset",
                "--name",
                name,
                "--schema-arn",
                ARNS + "schema/" + name,
                "--dataset-group-arn",
                ARNS + "dataset-group/" + group,
                "--dataset-type",
                type);
        cli.awaitActive("describe-dataset", "--dataset-arn", dataset, "dataset");
        cli.personalize(
                "create-dataset-import-job",
                "--job-name",
                name,
                "--dataset-arn",
                dataset,
                "--data-source",
                "dataLocation=s3://data/" + name + ".csv",
                "--role-arn",
                "arn:aws:iam::000000000000:role/PersonalizeRole");
        cli.awaitActive(
                "describe-dataset-import-job",
                "--dataset-import-job-arn",
                ARNS + "dataset-import-job/" + name,
                "datasetImportJob");
    }

    private static String beginTraining(String recipe) {
        cli.personalize(
                "create-solution",
                "--name",
                recipe,
                "--dataset-group-arn",
                ARNS + "dataset-group/walk",
                "--recipe-arn",
                RECIPES + recipe,
                "--no-perform-auto-training");
        var solution = ARNS + "solution/" + recipe;
        cli.awaitActive("describe-solution", "--solution-arn", solution, "solution");
        return cli.query("solutionVersionArn", "personalize", "create-solution-version", "--solution-arn", solution)
                .getFirst();
    }

    private static String tracker(String group) {
        var tracker = cli.query(
                        "eventTrackerArn",
                        "personalize",
                        "create-event-tracker",
                        "--name",
                        group,
                        "--dataset-group-arn",
                        ARNS + "dataset-group/" + group)
                .getFirst();
        cli.awaitActive("describe-event-tracker", "--event-tracker-arn", tracker, "eventTracker");
        return cli.query(
                        "eventTracker.trackingId",
                        "personalize",
                        "describe-event-tracker",
                        "--event-tracker-arn",
                        tracker)
                .getFirst();
    }

    @Test
    void theMetricsOfAPersonalModelBeatThoseOfPopularity() {
        assertThat(ndcg("aws-user-personalization")).isBetween(0.0, 1.0).isGreaterThan(ndcg("aws-popularity-count"));
    }

    private static double ndcg(String recipe) {
        return Double.parseDouble(cli.query(
                        "metrics.normalized_discounted_cumulative_gain_at_10",
                        "personalize",
                        "get-solution-metrics",
                        "--solution-version-arn",
                        versions.getOrDefault(recipe, recipe))
                .getFirst());
    }

    @Test
    void aUserGetsItemsOfTheirTaste() {
        var items = recommended("aws-user-personalization", "--user-id", PreferenceData.user(1), "--num-results", "5");

        assertThat(items).hasSize(5).doesNotHaveDuplicates();
        assertThat(PreferenceData.count(1, items)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void eventsShapeTheNextRequest() {
        var question = new String[] {"--user-id", "newcomer", "--num-results", "5"};
        var before = recommended("aws-user-personalization", question);

        cli.run(
                "personalize-events",
                "put-events",
                "--tracking-id",
                trackingId,
                "--user-id",
                "newcomer",
                "--session-id",
                "session",
                "--event-list",
                events("view", IntStream.range(0, 5).mapToObj(i -> PreferenceData.item(3, i))));

        var after = recommended("aws-user-personalization", question);
        assertThat(after).hasSize(5).isNotEqualTo(before);
        assertThat(PreferenceData.count(3, after))
                .isGreaterThanOrEqualTo(3)
                .isGreaterThan(PreferenceData.count(3, before));
    }

    private static String events(String type, Stream<String> items) {
        return items.map(item -> "{\"eventType\": \"%s\", \"itemId\": \"%s\", \"sentAt\": %d}"
                        .formatted(type, item, Instant.now().getEpochSecond()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void similarItemsAreOfTheSameTaste() {
        var similar = recommended("aws-sims", "--item-id", PreferenceData.item(2, 3), "--num-results", "5");

        assertThat(similar).hasSize(5).doesNotContain(PreferenceData.item(2, 3));
        assertThat(PreferenceData.count(2, similar)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aRankingBringsTheUsersTasteToTheFront() {
        var asked = PreferenceData.unseen(PreferenceData.user(3));
        var command = Stream.concat(
                Stream.of(
                        "personalize-runtime",
                        "get-personalized-ranking",
                        "--campaign-arn",
                        campaign("aws-personalized-ranking-v2"),
                        "--user-id",
                        PreferenceData.user(3),
                        "--input-list"),
                asked.stream());

        var ranked = cli.query("personalizedRanking[].itemId", command.toArray(String[]::new));

        assertThat(ranked).containsExactlyInAnyOrderElementsOf(asked).isNotEqualTo(asked);
        assertThat(PreferenceData.count(3, ranked.subList(0, 2))).isEqualTo(2);
    }

    @Test
    void aFilterKeepsWhatItNames() {
        var items = recommended(
                "aws-user-personalization",
                "--user-id",
                PreferenceData.user(0),
                "--num-results",
                "10",
                "--filter-arn",
                ARNS + "filter/genre",
                "--filter-values",
                "{\"GENRES\": \"\\\"genre-1\\\",\\\"genre-2\\\"\"}");

        assertThat(items)
                .hasSize(10)
                .allMatch(item -> PreferenceData.tasteOf(item) == 1 || PreferenceData.tasteOf(item) == 2);
    }

    @Test
    void promotedItemsTakeTheirShare() {
        var promotion = """
                [{"name": "week", "percentPromotedItems": 30, "filterArn": "%s",
                  "filterValues": {"GENRES": "\\"genre-3\\""}}]""".formatted(ARNS + "filter/genre");
        var promoted = query(
                "itemList[?promotionName=='week'].itemId",
                "aws-user-personalization",
                "--user-id",
                PreferenceData.user(0),
                "--num-results",
                "10",
                "--promotions",
                promotion);

        assertThat(promoted).hasSize(3).allMatch(item -> PreferenceData.tasteOf(item) == 3);
    }

    @Test
    void aRefusalNamesItsCode() {
        assertThat(cli.refusal(
                        "personalize-runtime",
                        "get-recommendations",
                        "--campaign-arn",
                        campaign("none"),
                        "--user-id",
                        "ann"))
                .contains("(ResourceNotFoundException)")
                .contains(campaign("none"));
        assertThat(cli.refusal(
                        "personalize-runtime",
                        "get-recommendations",
                        "--campaign-arn",
                        campaign("aws-user-personalization")))
                .contains("(InvalidInputException)");
        assertThat(cli.refusal(
                        "personalize-events",
                        "put-events",
                        "--tracking-id",
                        "of-nothing",
                        "--session-id",
                        "session",
                        "--event-list",
                        events("view", Stream.of(PreferenceData.item(0, 0)))))
                .contains("(InvalidInputException)");
    }

    @Test
    void listsArePagedThroughAsOneAndInPortions() {
        var newestFirst = TRAINED.reversed();
        assertThat(cli.query("solutions[].name", "personalize", "list-solutions", "--page-size", "1"))
                .containsExactlyElementsOf(newestFirst);

        var first = cli.query("[campaigns[].name, [NextToken]][]", "personalize", "list-campaigns", "--max-items", "3");
        assertThat(first.subList(0, 3)).isEqualTo(newestFirst.subList(0, 3));
        assertThat(cli.query("campaigns[].name", "personalize", "list-campaigns", "--starting-token", first.getLast()))
                .isEqualTo(newestFirst.subList(3, 4));
        assertThat(cli.query(
                        "solutionVersions[].solutionVersionArn",
                        "personalize",
                        "list-solution-versions",
                        "--solution-arn",
                        ARNS + "solution/aws-sims"))
                .containsExactly(versions.get("aws-sims"));
        assertThat(cli.query("Filters[].name", "personalize", "list-filters")).containsExactly("genre");
    }

    @Test
    void aRecommenderOfAVideoServiceLeavesOutWhatWasWatched() throws Exception {
        openGroup("films", "--domain", "VIDEO_ON_DEMAND");
        var rows = PreferenceData.interactions("Watch");
        importing("films", "Interactions", PreferenceData.INTERACTIONS_SCHEMA, rows, "--domain", "VIDEO_ON_DEMAND");
        var recommender = cli.query(
                        "recommenderArn",
                        "personalize",
                        "create-recommender",
                        "--name",
                        "top-picks",
                        "--dataset-group-arn",
                        ARNS + "dataset-group/films",
                        "--recipe-arn",
                        RECIPES + "aws-vod-top-picks")
                .getFirst();
        cli.awaitActive("describe-recommender", "--recommender-arn", recommender, "recommender");

        var picks = picks(recommender);
        assertThat(picks).hasSize(5).doesNotContainAnyElementsOf(PreferenceData.itemsOf(PreferenceData.user(1), rows));
        assertThat(PreferenceData.count(1, picks)).isGreaterThanOrEqualTo(3);
        cli.run(
                "personalize-events",
                "put-events",
                "--tracking-id",
                tracker("films"),
                "--user-id",
                PreferenceData.user(1),
                "--session-id",
                "evening",
                "--event-list",
                events("Watch", picks.stream().limit(1)));
        assertThat(picks(recommender)).hasSize(5).doesNotContain(picks.getFirst());

        cli.personalize("stop-recommender", "--recommender-arn", recommender);
        cli.awaitStatus("INACTIVE", "describe-recommender", "--recommender-arn", recommender, "recommender");
        assertThat(cli.refusal(
                        "personalize-runtime",
                        "get-recommendations",
                        "--recommender-arn",
                        recommender,
                        "--user-id",
                        PreferenceData.user(1)))
                .contains("(InvalidInputException)")
                .contains("INACTIVE");
    }

    private static List<String> picks(String recommender) {
        return cli.query(
                ITEM_IDS,
                "personalize-runtime",
                "get-recommendations",
                "--recommender-arn",
                recommender,
                "--user-id",
                PreferenceData.user(1),
                "--num-results",
                "5");
    }

    private static String campaign(String recipe) {
        return ARNS + "campaign/" + recipe;
    }

    private static List<String> recommended(String recipe, String... question) {
        return query(ITEM_IDS, recipe, question);
    }

    private static List<String> query(String query, String recipe, String... question) {
        var command = Stream.concat(
                Stream.of("personalize-runtime", "get-recommendations", "--campaign-arn", campaign(recipe)),
                Arrays.stream(question));
        return cli.query(query, command.toArray(String[]::new));
    }
}
