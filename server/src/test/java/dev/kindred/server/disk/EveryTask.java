package dev.kindred.server.disk;

import static dev.kindred.server.disk.JsonClient.json;
import static dev.kindred.server.disk.World.ARN;
import static dev.kindred.server.disk.World.GROUP;
import static dev.kindred.server.disk.World.INTERACTIONS;
import static dev.kindred.server.disk.World.ITEMS;
import static dev.kindred.server.disk.World.MARKET;
import static dev.kindred.server.disk.World.RECIPES;
import static dev.kindred.server.disk.World.ROLE;
import static dev.kindred.server.disk.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Work for each task of the job engine.
final class EveryTask {

    /// @param prepare makes what the work needs
    record Task(String name, Function<World, Trial> prepare) {

        /// Returns whether the work is for the nightly build.
        boolean isSlow() {
            return name.equals("training of a blend");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Task> ALL = List.of(
            new Task("full import", w -> importJob(w, "FULL")),
            new Task("incremental import", w -> importJob(w, "INCREMENTAL")),
            new Task("export with sealing", EveryTask::export),
            new Task("training", w -> version(w, "aws-popularity-count")),
            new Task("training of a blend", w -> version(w, "aws-personalized-ranking")),
            new Task("batch inference", w -> batch(w, "Inference", "popular", "{\"userId\": \"u1\"}")),
            new Task("batch segment", w -> batch(w, "Segment", "segments", "{\"itemId\": \"i1\"}")),
            new Task("deployment", EveryTask::campaign),
            new Task("update of a campaign", EveryTask::campaignUpdate),
            new Task("recommender", EveryTask::recommender),
            new Task("stop and start of a recommender", EveryTask::restart),
            new Task("deletion of users", EveryTask::deletion),
            new Task("deletion of a dataset", EveryTask::datasetDeletion),
            new Task("deletion of a dataset group", EveryTask::groupDeletion),
            new Task("deletion of a solution", EveryTask::solutionDeletion),
            new Task("deletion of a campaign", EveryTask::campaignDeletion),
            new Task("deletion of a recommender", EveryTask::recommenderDeletion));

    private EveryTask() {}

    private static Trial job(World w, String type, String operation, Map<String, Object> request) {
        var arn = ARN + type.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + "/" + request.get("jobName");
        return new Trial(
                () -> w.client().call(operation, request),
                () -> w.findStatus(type, arn)
                        .filter(List.of("ACTIVE", "COMPLETED")::contains)
                        .isPresent());
    }

    private static Trial importJob(World w, String mode) {
        var name = w.name();
        var csv = World.lines(
                "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE",
                200,
                i -> "u%d,i%d,%d,Watch".formatted(i % 40, i % 30, 1_800_000_000 + i));
        var location = w.upload("import.csv", String.join("\n", csv));
        var request = json(
                "jobName", name,
                "datasetArn", INTERACTIONS,
                "importMode", mode,
                "dataSource", json("dataLocation", location));
        long before = w.stored().rowsOf(INTERACTIONS);
        return new Trial(
                () -> w.client().call("CreateDatasetImportJob", request),
                job(w, "DatasetImportJob", "CreateDatasetImportJob", request).isDone(),
                isDone -> assertThat(w.stored().rowsOf(INTERACTIONS)).isIn(before, 200L, before + 200L, 0L));
    }

    private static Trial export(World w) {
        var item = w.name();
        w.client()
                .require(
                        "PutItems",
                        "datasetArn",
                        ITEMS,
                        "items",
                        List.of(json("itemId", item, "properties", "{\"genre\": \"genre-1\"}")));
        var request = EveryOperation.exportJob(w, ITEMS);
        request.put("ingestionMode", "ALL");
        return new Trial(
                () -> w.client().call("CreateDatasetExportJob", request),
                job(w, "DatasetExportJob", "CreateDatasetExportJob", request).isDone(),
                isDone -> {
                    if (isDone) {
                        assertThat(w.download("exported/" + request.get("jobName") + ".csv"))
                                .contains(item + ",");
                    }
                });
    }

    private static Trial version(World w, String recipe) {
        var solution = w.solution(w.name(), recipe);
        var made = new String[1];
        return new Trial(
                () -> made[0] = w.client()
                        .call("CreateSolutionVersion", json("solutionArn", solution))
                        .body()
                        .path("solutionVersionArn")
                        .asString(null),
                () -> made[0] != null && isActive(w, "SolutionVersion", made[0]));
    }

    private static boolean isActive(World w, String type, String arn) {
        return w.findStatus(type, arn).filter("ACTIVE"::equals).isPresent();
    }

    private static Trial batch(World w, String kind, String solution, String line) {
        var request = json(
                "jobName", w.name(),
                "solutionVersionArn", w.version(solution),
                "roleArn", ROLE,
                "jobInput", json("s3DataSource", json("path", w.upload("in/" + kind + ".json", line))),
                "jobOutput", json("s3DataDestination", json("path", "s3://data/" + kind + "/")));
        return job(w, "Batch" + kind + "Job", "CreateBatch" + kind + "Job", request);
    }

    private static Trial campaign(World w) {
        var name = w.name();
        var version = w.version("popular");
        return new Trial(
                () -> w.client().call("CreateCampaign", json("name", name, "solutionVersionArn", version)),
                () -> isActive(w, "Campaign", ARN + "campaign/" + name));
    }

    private static Trial campaignUpdate(World w) {
        var solution = w.solution(w.name(), "aws-popularity-count");
        var arn = w.deployed(w.name(), w.trained(solution));
        var version = w.trained(solution);
        return new Trial(
                        () -> w.client()
                                .call("UpdateCampaign", json("campaignArn", arn, "solutionVersionArn", version)),
                        () -> text(
                                        w.client()
                                                .require("DescribeCampaign", "campaignArn", arn)
                                                .get("campaign"),
                                        "solutionVersionArn")
                                .equals(version),
                        _ -> w.client().require("GetRecommendations", "campaignArn", arn, "userId", "u1"))
                .repeatable();
    }

    private static Trial recommender(World w) {
        var name = w.name();
        return new Trial(
                () -> w.client()
                        .call(
                                "CreateRecommender",
                                json(
                                        "name",
                                        name,
                                        "datasetGroupArn",
                                        MARKET,
                                        "recipeArn",
                                        RECIPES + "aws-vod-most-popular")),
                () -> isActive(w, "Recommender", ARN + "recommender/" + name));
    }

    private static String madeRecommender(World w) {
        var trial = recommender(w);
        trial.start().run();
        w.quiesce();
        return text(w.client().require("ListRecommenders").get("recommenders").get(0), "recommenderArn");
    }

    private static Trial restart(World w) {
        var arn = madeRecommender(w);
        return new Trial(
                        () -> {
                            w.client().call("StopRecommender", json("recommenderArn", arn));
                            w.client().call("StartRecommender", json("recommenderArn", arn));
                        },
                        () -> isActive(w, "Recommender", arn),
                        isDone -> {
                            if (isDone) {
                                w.client().require("GetRecommendations", "recommenderArn", arn, "userId", "u1");
                            }
                        })
                .repeatable();
    }

    private static Trial deletion(World w) {
        var request = json(
                "jobName",
                w.name(),
                "datasetGroupArn",
                GROUP,
                "roleArn",
                ROLE,
                "dataSource",
                json("dataLocation", w.upload("users.csv", "USER_ID\nu39\n")));
        return job(w, "DataDeletionJob", "CreateDataDeletionJob", request);
    }

    private static String filledDataset(World w) {
        var dataset = w.dataset(w.group(), "Items", ARN + "schema/shopITEMS");
        w.client()
                .require(
                        "CreateDatasetImportJob",
                        "jobName",
                        w.name(),
                        "datasetArn",
                        dataset,
                        "dataSource",
                        json("dataLocation", "s3://data/shopITEMS.csv"));
        w.client()
                .require(
                        "PutItems",
                        "datasetArn",
                        dataset,
                        "items",
                        List.of(json("itemId", w.name(), "properties", "{\"genre\": \"genre-1\"}")));
        w.quiesce();
        return dataset;
    }

    private static Trial gone(World w, String operation, String type, String member, String arn) {
        return new Trial(
                        () -> w.client().call(operation, json(member, arn)),
                        () -> w.findStatus(type, arn).isEmpty())
                .repeatable();
    }

    private static Trial datasetDeletion(World w) {
        return gone(w, "DeleteDataset", "Dataset", "datasetArn", filledDataset(w));
    }

    private static Trial groupDeletion(World w) {
        var group = w.group();
        return gone(w, "DeleteDatasetGroup", "DatasetGroup", "datasetGroupArn", group);
    }

    private static Trial solutionDeletion(World w) {
        var solution = w.solution(w.name(), "aws-popularity-count");
        w.trained(solution);
        return gone(w, "DeleteSolution", "Solution", "solutionArn", solution);
    }

    private static Trial campaignDeletion(World w) {
        return gone(w, "DeleteCampaign", "Campaign", "campaignArn", w.deployed(w.name(), w.version("popular")));
    }

    private static Trial recommenderDeletion(World w) {
        return gone(w, "DeleteRecommender", "Recommender", "recommenderArn", madeRecommender(w));
    }
}
