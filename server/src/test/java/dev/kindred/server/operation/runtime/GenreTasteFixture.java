package dev.kindred.server.operation.runtime;

import dev.kindred.server.operation.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJob;
import software.amazon.awssdk.services.personalize.model.BatchSegmentJob;
import software.amazon.awssdk.services.personalize.model.CreateBatchInferenceJobRequest;
import software.amazon.awssdk.services.personalize.model.CreateBatchSegmentJobRequest;
import software.amazon.awssdk.services.personalize.model.CreateCampaignRequest;
import software.amazon.awssdk.services.personalize.model.CreateSolutionRequest;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

/// A cinema whose guests prefer one genre, comedies (`c0` to `c29`) or dramas (`d0` to `d29`): guest `u0`
/// prefers comedies, `u1` dramas, and so on alternately. Films with even numbers are mostly seen indoors, the
/// others outdoors. Campaigns are trained on first use.
public final class GenreTasteFixture {

    public static final int GUESTS = 120;
    public static final String RECIPES = "arn:aws:personalize:::recipe/";
    private static final int FILMS_OF_A_KIND = 30;
    private static final int VISITS = 15;
    private static final long BEGIN = 1_700_000_000;

    private static final String INTERACTIONS = schema("Interactions", """
            {"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
            {"name": "TIMESTAMP", "type": "long"}, {"name": "EVENT_TYPE", "type": "string"},
            {"name": "PLACE", "type": ["null", "string"], "categorical": true}""");
    private static final String ITEMS = schema("Items", """
            {"name": "ITEM_ID", "type": "string"}, {"name": "GENRE", "type": "string", "categorical": true},
            {"name": "PRICE", "type": ["null", "float"]}, {"name": "CREATION_TIMESTAMP", "type": "long"},
            {"name": "TAKINGS", "type": "double"}""");

    public final Shop shop;
    public final String group;
    public final String interactions;
    public final String items;
    public final PersonalizeClient personalize;
    public final PersonalizeRuntimeClient runtime;
    public final PersonalizeEventsClient events;
    private final Map<String, String> campaigns = new ConcurrentHashMap<>();
    private final Map<String, String> filters = new ConcurrentHashMap<>();

    /// Creates the data in a new shop on the shared server.
    public GenreTasteFixture() {
        this(Shop.open());
    }

    /// Creates the data in that shop.
    public GenreTasteFixture(Shop shop) {
        this(
                shop,
                shop.group("cinema"),
                shop.dataset(
                        shop.arn("dataset-group/cinema"), "Interactions", shop.schema("interactions", INTERACTIONS)),
                shop.dataset(shop.arn("dataset-group/cinema"), "Items", shop.schema("items", ITEMS)));
        shop.imported("visits", interactions, shop.upload("visits.csv", visits()));
        shop.imported("films", items, shop.upload("films.csv", films()));
    }

    private GenreTasteFixture(Shop shop, String group, String interactions, String items) {
        this.shop = shop;
        this.group = group;
        this.interactions = interactions;
        this.items = items;
        personalize = shop.personalize();
        runtime = shop.server()
                .configure(PersonalizeRuntimeClient.builder())
                .region(Region.of(shop.region()))
                .build();
        events = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build();
    }

    /// Returns the data that an earlier server had in that shop.
    public static GenreTasteFixture reopened(Shop shop) {
        return new GenreTasteFixture(
                shop,
                shop.arn("dataset-group/cinema"),
                shop.arn("dataset/cinema/INTERACTIONS"),
                shop.arn("dataset/cinema/ITEMS"));
    }

    private static String schema(String name, String fields) {
        return """
                {"type": "record", "name": "%s", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
                 "fields": [%s]}
                """.formatted(name, fields);
    }

    private static String[] visits() {
        var random = new Random(7);
        var places = new Random(8);
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE"));
        for (int guest = 0; guest < GUESTS; guest++) {
            for (int visit = 0; visit < VISITS; visit++) {
                int film = (int) Math.min(FILMS_OF_A_KIND - 1, Math.abs(random.nextGaussian()) * FILMS_OF_A_KIND / 2);
                lines.add("u%d,%s%d,%d,%s,%s"
                        .formatted(
                                guest,
                                guest % 2 == 0 ? "c" : "d",
                                film,
                                BEGIN + visit * 86_400L + guest,
                                visit % 5 == 0 ? "buy" : "watch",
                                (film % 2 == 0) == (places.nextInt(10) > 0) ? "indoors" : "outdoors"));
            }
        }
        return lines.toArray(String[]::new);
    }

    private static String[] films() {
        var lines = new ArrayList<>(List.of("ITEM_ID,GENRE,PRICE,CREATION_TIMESTAMP,TAKINGS"));
        for (int film = 0; film < FILMS_OF_A_KIND; film++) {
            lines.add("c%d,Comedy|Light,%d.5,%d,%s".formatted(film, film, BEGIN, film == 28 ? "1e300" : "1"));
            lines.add("d%d,Drama,%s,%d,2".formatted(film, film == 0 ? "" : film + ".25", BEGIN));
        }
        return lines.toArray(String[]::new);
    }

    /// Returns an ACTIVE version of a new solution.
    public String version(String name, String recipe) {
        return trained(solution(name, create -> create.recipeArn(RECIPES + recipe)));
    }

    /// Returns a new ACTIVE solution.
    public String solution(String name, Consumer<CreateSolutionRequest.Builder> change) {
        var solution = personalize
                .createSolution(create ->
                        change.accept(create.name(name).datasetGroupArn(group).performAutoTraining(false)))
                .solutionArn();
        Shop.await(
                "ACTIVE",
                () -> personalize
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        return solution;
    }

    /// Starts another training of a solution.
    public String begun(String solution) {
        return personalize.createSolutionVersion(it -> it.solutionArn(solution)).solutionVersionArn();
    }

    public SolutionVersion describe(String version) {
        return personalize
                .describeSolutionVersion(it -> it.solutionVersionArn(version))
                .solutionVersion();
    }

    /// Trains another version of a solution and returns it.
    public String trained(String solution) {
        var version = begun(solution);
        Shop.await("ACTIVE", () -> describe(version).status());
        return version;
    }

    /// Returns the ACTIVE campaign of a recipe.
    public String campaign(String recipe) {
        return campaign(recipe, _ -> {});
    }

    /// Returns the ACTIVE campaign of that recipe.
    ///
    /// @param more further members of its request, if it does not exist yet
    public String campaign(String recipe, Consumer<CreateCampaignRequest.Builder> more) {
        return campaigns.computeIfAbsent(recipe, it -> {
            var version = version(it, it);
            var campaign = personalize
                    .createCampaign(create -> more.accept(create.name(it)
                            .solutionVersionArn(version)
                            .campaignConfig(config -> config.enableMetadataWithRecommendations(true))))
                    .campaignArn();
            awaitCampaign(campaign);
            return campaign;
        });
    }

    /// Returns an ACTIVE campaign of a version.
    public String deployed(String name, String version) {
        var campaign = personalize
                .createCampaign(create -> create.name(name).solutionVersionArn(version))
                .campaignArn();
        awaitCampaign(campaign);
        return campaign;
    }

    /// Creates a batch inference job for the lines of a file, which writes to the folder `out`.
    public String beginInference(
            String name, String version, String input, Consumer<CreateBatchInferenceJobRequest.Builder> change) {
        return personalize
                .createBatchInferenceJob(create -> change.accept(create.jobName(name)
                        .solutionVersionArn(version)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobInput(it -> it.s3DataSource(source -> source.path(input)))
                        .jobOutput(it -> it.s3DataDestination(target -> target.path(shop.folder("out"))))))
                .batchInferenceJobArn();
    }

    public BatchInferenceJob inference(String job) {
        return personalize
                .describeBatchInferenceJob(it -> it.batchInferenceJobArn(job))
                .batchInferenceJob();
    }

    /// Returns the output of a batch inference job for those lines.
    public List<String> inferred(
            String name, String version, Consumer<CreateBatchInferenceJobRequest.Builder> change, String... lines) {
        var job = beginInference(name, version, shop.upload(name + ".json", lines), change);
        Shop.await("ACTIVE", () -> inference(job).status());
        return shop.download(shop.folder("out") + name + ".json.out");
    }

    /// Creates a batch segment job for the lines of a file, which writes to the folder `segments`.
    public String beginSegments(
            String name, String version, String input, Consumer<CreateBatchSegmentJobRequest.Builder> change) {
        return personalize
                .createBatchSegmentJob(create -> change.accept(create.jobName(name)
                        .solutionVersionArn(version)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobInput(it -> it.s3DataSource(source -> source.path(input)))
                        .jobOutput(it -> it.s3DataDestination(target -> target.path(shop.folder("segments"))))))
                .batchSegmentJobArn();
    }

    public BatchSegmentJob segmentJob(String job) {
        return personalize
                .describeBatchSegmentJob(it -> it.batchSegmentJobArn(job))
                .batchSegmentJob();
    }

    /// Returns the output of a batch segment job for those lines.
    public List<String> segmented(
            String name, String version, Consumer<CreateBatchSegmentJobRequest.Builder> change, String... lines) {
        var job = beginSegments(name, version, shop.upload(name + ".json", lines), change);
        Shop.await("ACTIVE", () -> segmentJob(job).status());
        return shop.download(shop.folder("segments") + name + ".json.out");
    }

    public void awaitCampaign(String campaign) {
        Shop.await(
                "ACTIVE",
                () -> personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .status());
    }

    /// Returns the ACTIVE filter with that expression.
    public String filter(String expression) {
        return filters.computeIfAbsent(expression, it -> {
            var filter = personalize
                    .createFilter(create -> create.name("filter-" + filters.size())
                            .datasetGroupArn(group)
                            .filterExpression(it))
                    .filterArn();
            Shop.await(
                    "ACTIVE",
                    () -> personalize
                            .describeFilter(describe -> describe.filterArn(filter))
                            .filter()
                            .status());
            return filter;
        });
    }

    public static List<String> ids(List<PredictedItem> answer) {
        return answer.stream().map(PredictedItem::itemId).toList();
    }

    public static long comedies(List<PredictedItem> answer) {
        return ids(answer).stream().filter(id -> id.startsWith("c")).count();
    }

    public void close() {
        runtime.close();
        events.close();
        personalize.close();
    }
}
