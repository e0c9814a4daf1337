package dev.kindred.server.operation.batch;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import dev.kindred.server.theme.FakeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJob;
import software.amazon.awssdk.services.personalize.model.CreateBatchInferenceJobRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Themes of a book shop's lists: books about space, bread and gardens, each bought by different readers, and
/// one book without buyers. The test implements the language model that the server calls.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThemeGenerationTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int BOOKS = 8;
    private static final String ITEMS = Avro.schema(
            "Items",
            "ITEM_ID string",
            "TITLE string? itemName",
            "BLURB string? textual",
            "GENRE string? categorical",
            "PRICE float?");
    private static final Map<String, String[]> SUBJECTS = Map.of(
            "space", new String[] {"Science Fiction", "planet", "starship", "astronauts", "galaxy"},
            "bread", new String[] {"Cooking", "oven", "dough", "bakers", "yeast"},
            "garden", new String[] {"Gardening", "roses", "soil", "gardeners", "orchard"});

    private final FakeModel model = new FakeModel();
    private final TestServer server = TestServer.start(Map.of(
            "theme.endpoint", model.address().toString(),
            "theme.model", "tiny",
            "train.minimum-interactions", "100"));
    private final Shop shop = Shop.at(server);
    private final String group = shop.group("books");
    private final String version;

    ThemeGenerationTest() {
        var interactions = shop.dataset(group, "Interactions", shop.schema("interactions", Avro.INTERACTIONS));
        var items = shop.dataset(group, "Items", shop.schema("items", ITEMS));
        shop.imported("sales", interactions, shop.upload("sales.csv", sales()));
        shop.imported("books", items, shop.upload("books.csv", books()));
        version = version("similar", "aws-similar-items", group);
    }

    private static String[] sales() {
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP"));
        var subjects = List.of("space", "bread", "garden");
        for (int reader = 0; reader < 60; reader++) {
            for (int sale = 0; sale < 5; sale++) {
                lines.add("r%d,%s%d,%d"
                        .formatted(reader, subjects.get(reader % 3), (reader + sale) % BOOKS, 1_700_000_000 + sale));
            }
        }
        return lines.toArray(String[]::new);
    }

    private static String[] books() {
        var lines = new ArrayList<>(List.of("ITEM_ID,TITLE,BLURB,GENRE,PRICE"));
        SUBJECTS.forEach((subject, words) -> {
            for (int book = 0; book < BOOKS; book++) {
                lines.add("%s%d,Book %d of the %s,\"The %s see the %s, and the %s is near the %s.\",%s,9.5"
                        .formatted(
                                subject,
                                book,
                                book,
                                words[1 + book % 4],
                                words[3],
                                words[1],
                                words[2],
                                words[4],
                                words[0]));
            }
        });
        lines.add("blank,,,,1");
        return lines.toArray(String[]::new);
    }

    private String version(String name, String recipe, String inGroup) {
        var solution = shop.personalize()
                .createSolution(create -> create.name(name)
                        .datasetGroupArn(inGroup)
                        .recipeArn(GenreTasteFixture.RECIPES + recipe)
                        .performAutoTraining(false))
                .solutionArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        var made = shop.personalize()
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeSolutionVersion(it -> it.solutionVersionArn(made))
                        .solutionVersion()
                        .status());
        return made;
    }

    @AfterAll
    void close() {
        shop.personalize().close();
        server.close();
        model.close();
    }

    private String begin(String name, String input, Consumer<CreateBatchInferenceJobRequest.Builder> change) {
        return shop.personalize()
                .createBatchInferenceJob(create -> change.accept(create.jobName(name)
                        .solutionVersionArn(version)
                        .numResults(5)
                        .batchInferenceJobMode("THEME_GENERATION")
                        .themeGenerationConfig(it -> it.fieldsForThemeGeneration(fields -> fields.itemName("TITLE")))
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobInput(it -> it.s3DataSource(source -> source.path(input)))
                        .jobOutput(it -> it.s3DataDestination(target -> target.path(shop.folder("out"))))))
                .batchInferenceJobArn();
    }

    private BatchInferenceJob describe(String job) {
        return shop.personalize()
                .describeBatchInferenceJob(it -> it.batchInferenceJobArn(job))
                .batchInferenceJob();
    }

    private List<String> answered(String name, String... lines) {
        var job = begin(name, shop.upload(name + ".json", lines), _ -> {});
        await("ACTIVE", () -> describe(job).status());
        return shop.download(shop.folder("out") + name + ".json.out");
    }

    private List<JsonNode> answers(String name, String... lines) {
        return answered(name, lines).stream().map(MAPPER::readTree).toList();
    }

    private static String like(String item) {
        return "{\"itemId\": \"%s\"}".formatted(item);
    }

    private static String themeOf(JsonNode answer) {
        return answer.get("output").get("theme").stringValue();
    }

    @Test
    void eachListHasAThemeAndIsSortedByRelevance() {
        model.answer(exchange -> FakeModel.respond(exchange, 500, ""));

        var answers = answers("themes", like("space0"), like("bread3"), like("garden7"));

        assertThat(themeOf(answers.get(0))).contains("Science Fiction");
        assertThat(themeOf(answers.get(1))).contains("Cooking");
        assertThat(themeOf(answers.get(2))).contains("Gardening");
        for (var answer : answers) {
            var output = answer.get("output");
            assertThat(output.propertyNames())
                    .containsExactly("recommendedItems", "theme", "itemsThemeRelevanceScores");
            assertThat(output.get("recommendedItems")).hasSize(5);
            var scores = output.get("itemsThemeRelevanceScores").values().stream()
                    .map(JsonNode::doubleValue)
                    .toList();
            assertThat(scores)
                    .hasSize(5)
                    .isSortedAccordingTo(Comparator.reverseOrder())
                    .allMatch(it -> it > 0 && it < 1);
            assertThat(answer.get("error").isNull()).isTrue();
        }
    }

    @Test
    void theSameLineHasTheSameThemeWhateverIsBesideIt() {
        model.answer(exchange -> FakeModel.respond(exchange, 500, ""));

        var together = answered("together", like("space0"), like("bread3"));
        var again = answered("again", like("space0"), like("garden1"), like("space0"));

        assertThat(again.getFirst()).isEqualTo(together.getFirst()).isEqualTo(again.getLast());
    }

    @Test
    void aLanguageModelWordsTheThemeWhereItsTitleFits() {
        model.say("\"Astronauts and Faraway Planets.\"");

        var answers = answers("worded", like("space1"), like("bread1"));

        assertThat(themeOf(answers.getFirst())).isEqualTo("Astronauts and Faraway Planets");
        assertThat(model.requests()).hasSize(2).allMatch(request -> request.contains("Book "));
        model.say("Buy Cheap Pills Today");
        assertThat(themeOf(answers("spam", like("space1")).getFirst())).contains("Science Fiction");
    }

    @Test
    void linesThatCannotBeAnsweredAreToldWhy() {
        var answers = answers("wrong", like("space0"), like("nothing"), "{}", "space0", like("bread0"));

        assertThat(answers).hasSize(5);
        assertThat(answers.stream().filter(it -> !it.get("error").isNull()))
                .allMatch(it -> it.get("output").isNull())
                .extracting(it -> it.get("error").stringValue())
                .containsExactly(
                        "There was no item nothing when the solution version was trained, so nothing is like it.",
                        "itemId is missing. Write a line such as {\"itemId\": \"1\"}.",
                        "The line is not JSON. Write an object such as {\"itemId\": \"1\"}.");
        assertThat(themeOf(answers.getLast())).isNotBlank();
    }

    @Test
    void aFileCanHaveAHundredLinesAndNoMore() {
        model.answer(exchange -> FakeModel.respond(exchange, 500, ""));
        var lines = Collections.nCopies(101, like("space0")).toArray(String[]::new);

        assertThat(answered("hundred", Arrays.copyOf(lines, 100))).hasSize(100);
        var job = begin("more", shop.upload("more.json", lines), _ -> {});
        await("CREATE FAILED", () -> describe(job).status());

        assertThat(describe(job).failureReason())
                .startsWith("s3://")
                .contains("more.json has more than 100 lines, the most that a file of this job can have.");
    }

    @Test
    void aJobTellsItsModeAndItsConfiguration() {
        var job = begin("told", shop.upload("told.json", like("space0")), _ -> {});

        assertThat(describe(job).batchInferenceJobModeAsString()).isEqualTo("THEME_GENERATION");
        assertThat(describe(job)
                        .themeGenerationConfig()
                        .fieldsForThemeGeneration()
                        .itemName())
                .isEqualTo("TITLE");
        assertThat(shop.personalize()
                        .listBatchInferenceJobs(it -> it.maxResults(100))
                        .batchInferenceJobs())
                .filteredOn(it -> it.batchInferenceJobArn().equals(job))
                .singleElement()
                .returns("THEME_GENERATION", it -> it.batchInferenceJobModeAsString());
        await("ACTIVE", () -> describe(job).status());
    }

    @Test
    void whatCannotHaveThemesIsRefused() {
        var sims = version("sims", "aws-sims", group);

        assertThat(refused(it -> it.themeGenerationConfig(
                        (software.amazon.awssdk.services.personalize.model.ThemeGenerationConfig) null)))
                .startsWith(
                        "InvalidInputException: batchInferenceJobMode THEME_GENERATION needs themeGenerationConfig.");
        assertThat(refused(it -> it.batchInferenceJobMode((String) null)))
                .startsWith(
                        "InvalidInputException: themeGenerationConfig is for batchInferenceJobMode THEME_GENERATION");
        assertThat(refused(it -> it.solutionVersionArn(sims)))
                .contains("is of recipe aws-sims")
                .contains("THEME_GENERATION is for aws-similar-items");
        assertThat(refused(named("HEADLINE")))
                .contains(
                        "names the column HEADLINE, which the dataset of type ITEMS does not have. It has ITEM_ID, TITLE");
        assertThat(refused(named("PRICE"))).contains("names the column PRICE, which holds values of type float.");
        assertThat(refused(named("ITEM_ID"))).contains("names the column ITEM_ID, which holds ids.");
    }

    private static Consumer<CreateBatchInferenceJobRequest.Builder> named(String column) {
        return it ->
                it.themeGenerationConfig(config -> config.fieldsForThemeGeneration(fields -> fields.itemName(column)));
    }

    private String refused(Consumer<CreateBatchInferenceJobRequest.Builder> change) {
        return refusal(() -> begin("no", "s3://shop-data/no.json", change));
    }
}
