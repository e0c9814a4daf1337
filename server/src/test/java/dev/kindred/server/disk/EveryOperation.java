package dev.kindred.server.disk;

import static dev.kindred.server.disk.JsonClient.json;
import static dev.kindred.server.disk.World.ACTIONS;
import static dev.kindred.server.disk.World.ACTION_CAMPAIGN;
import static dev.kindred.server.disk.World.ARN;
import static dev.kindred.server.disk.World.CAMPAIGN;
import static dev.kindred.server.disk.World.GROUP;
import static dev.kindred.server.disk.World.INTERACTIONS;
import static dev.kindred.server.disk.World.ITEMS;
import static dev.kindred.server.disk.World.MARKET;
import static dev.kindred.server.disk.World.POPULAR;
import static dev.kindred.server.disk.World.RECIPES;
import static dev.kindred.server.disk.World.RECOMMENDER;
import static dev.kindred.server.disk.World.ROLE;
import static dev.kindred.server.disk.World.USERS;
import static dev.kindred.server.disk.World.text;

import dev.kindred.server.operation.Avro;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A request to each of the 79 operations that succeeds in a [World].
final class EveryOperation {

    /// @param prepare makes what the request needs and returns the request
    record Case(String operation, Function<World, Map<String, Object>> prepare) {

        @Override
        public String toString() {
            return operation;
        }
    }

    private static final List<Map<String, Object>> METRICS =
            List.of(json("metricName", "views", "eventType", "Watch", "expression", "SAMPLECOUNT()"));

    static final List<Case> ALL = List.of(
            of("CreateBatchInferenceJob", w -> batch(w, "popular")),
            of("CreateBatchSegmentJob", w -> batch(w, "segments")),
            of("CreateCampaign", w -> json("name", w.name(), "solutionVersionArn", w.version("popular"))),
            of("CreateDataDeletionJob", EveryOperation::deletionJob),
            of(
                    "CreateDataset",
                    w -> json(
                            "name",
                            "data",
                            "datasetGroupArn",
                            w.group(),
                            "datasetType",
                            "Items",
                            "schemaArn",
                            w.schema())),
            of("CreateDatasetExportJob", w -> exportJob(w, ITEMS)),
            of("CreateDatasetGroup", w -> json("name", w.name())),
            of("CreateDatasetImportJob", w -> importJob(w)),
            of("CreateEventTracker", w -> json("name", w.name(), "datasetGroupArn", w.group())),
            of(
                    "CreateFilter",
                    w -> json(
                            "name",
                            w.name(),
                            "datasetGroupArn",
                            GROUP,
                            "filterExpression",
                            "EXCLUDE ItemID WHERE Items.GENRE IN (\"a\")")),
            of("CreateMetricAttribution", w -> attribution(w.name(), groupWithInteractions(w))),
            of(
                    "CreateRecommender",
                    w -> json(
                            "name",
                            w.name(),
                            "datasetGroupArn",
                            MARKET,
                            "recipeArn",
                            RECIPES + "aws-vod-most-popular")),
            of("CreateSchema", w -> json("name", w.name(), "schema", Avro.ITEMS)),
            of(
                    "CreateSolution",
                    w -> json(
                            "name",
                            w.name(),
                            "datasetGroupArn",
                            GROUP,
                            "recipeArn",
                            RECIPES + "aws-sims",
                            "performAutoTraining",
                            true)),
            of("CreateSolutionVersion", w -> json("solutionArn", POPULAR)),
            of("DeleteCampaign", w -> json("campaignArn", w.deployed(w.name(), w.version("popular")))),
            of("DeleteDataset", w -> json("datasetArn", w.dataset(w.group(), "Items", w.schema()))),
            of("DeleteDatasetGroup", w -> json("datasetGroupArn", w.group())),
            of(
                    "DeleteEventTracker",
                    w -> json(
                            "eventTrackerArn",
                            text(
                                    w.client()
                                            .require(
                                                    "CreateEventTracker",
                                                    "name",
                                                    w.name(),
                                                    "datasetGroupArn",
                                                    w.group()),
                                    "eventTrackerArn"))),
            of("DeleteFilter", w -> json("filterArn", w.filter())),
            of("DeleteMetricAttribution", w -> json("metricAttributionArn", madeAttribution(w))),
            of("DeleteRecommender", w -> json("recommenderArn", recommender(w))),
            of("DeleteSchema", w -> json("schemaArn", w.schema())),
            of("DeleteSolution", w -> json("solutionArn", w.solution(w.name(), "aws-sims"))),
            of("DescribeAlgorithm", w -> json("algorithmArn", "arn:aws:personalize:::algorithm/aws-sims")),
            of(
                    "DescribeBatchInferenceJob",
                    w -> json(
                            "batchInferenceJobArn",
                            made(w, "CreateBatchInferenceJob", "batchInferenceJobArn", batch(w, "popular")))),
            of(
                    "DescribeBatchSegmentJob",
                    w -> json(
                            "batchSegmentJobArn",
                            made(w, "CreateBatchSegmentJob", "batchSegmentJobArn", batch(w, "segments")))),
            of("DescribeCampaign", w -> json("campaignArn", CAMPAIGN)),
            of(
                    "DescribeDataDeletionJob",
                    w -> json(
                            "dataDeletionJobArn",
                            made(w, "CreateDataDeletionJob", "dataDeletionJobArn", deletionJob(w)))),
            of("DescribeDataset", w -> json("datasetArn", ITEMS)),
            of(
                    "DescribeDatasetExportJob",
                    w -> json(
                            "datasetExportJobArn",
                            made(w, "CreateDatasetExportJob", "datasetExportJobArn", exportJob(w, ITEMS)))),
            of("DescribeDatasetGroup", w -> json("datasetGroupArn", GROUP)),
            of("DescribeDatasetImportJob", w -> json("datasetImportJobArn", ARN + "dataset-import-job/shopITEMS")),
            of("DescribeEventTracker", w -> json("eventTrackerArn", w.tracker())),
            of(
                    "DescribeFeatureTransformation",
                    w -> json(
                            "featureTransformationArn",
                            "arn:aws:personalize:::feature-transformation/JSON-percentile-filtering")),
            of("DescribeFilter", w -> json("filterArn", w.filter())),
            of("DescribeMetricAttribution", w -> json("metricAttributionArn", madeAttribution(w))),
            of("DescribeRecipe", w -> json("recipeArn", RECIPES + "aws-sims")),
            of("DescribeRecommender", w -> json("recommenderArn", RECOMMENDER)),
            of("DescribeSchema", w -> json("schemaArn", ARN + "schema/shopITEMS")),
            of("DescribeSolution", w -> json("solutionArn", POPULAR)),
            of("DescribeSolutionVersion", w -> json("solutionVersionArn", w.version("popular"))),
            of("GetActionRecommendations", w -> json("campaignArn", ACTION_CAMPAIGN, "userId", "u1")),
            of(
                    "GetPersonalizedRanking",
                    w -> json(
                            "campaignArn", ARN + "campaign/ranking", "userId", "u1", "inputList", List.of("i1", "i2"))),
            of("GetRecommendations", w -> json("campaignArn", CAMPAIGN, "userId", "u1")),
            of("GetSolutionMetrics", w -> json("solutionVersionArn", w.version("popular"))),
            of("ListBatchInferenceJobs", w -> json()),
            of("ListBatchSegmentJobs", w -> json()),
            of("ListCampaigns", w -> json()),
            of("ListDataDeletionJobs", w -> json()),
            of("ListDatasetExportJobs", w -> json()),
            of("ListDatasetGroups", w -> json()),
            of("ListDatasetImportJobs", w -> json()),
            of("ListDatasets", w -> json()),
            of("ListEventTrackers", w -> json()),
            of("ListFilters", w -> json()),
            of("ListMetricAttributionMetrics", w -> json("metricAttributionArn", madeAttribution(w))),
            of("ListMetricAttributions", w -> json()),
            of("ListRecipes", w -> json()),
            of("ListRecommenders", w -> json()),
            of("ListSchemas", w -> json()),
            of("ListSolutionVersions", w -> json()),
            of("ListSolutions", w -> json()),
            of("ListTagsForResource", w -> json("resourceArn", GROUP)),
            of(
                    "PutActionInteractions",
                    w -> json(
                            "trackingId",
                            w.actionTrackingId(),
                            "actionInteractions",
                            List.of(json(
                                    "actionId",
                                    "a1",
                                    "userId",
                                    "u1",
                                    "sessionId",
                                    "s",
                                    "eventType",
                                    "TAKEN",
                                    "timestamp",
                                    1_700_000_000)))),
            of("PutActions", w -> json("datasetArn", ACTIONS, "actions", List.of(json("actionId", w.name())))),
            of(
                    "PutEvents",
                    w -> json(
                            "trackingId",
                            w.trackingId(),
                            "userId",
                            "u1",
                            "sessionId",
                            "s",
                            "eventList",
                            List.of(json(
                                    "eventId",
                                    w.name(),
                                    "eventType",
                                    "Watch",
                                    "itemId",
                                    "i1",
                                    "sentAt",
                                    1_700_000_000)))),
            of(
                    "PutItems",
                    w -> json(
                            "datasetArn",
                            ITEMS,
                            "items",
                            List.of(json("itemId", w.name(), "properties", "{\"genre\": \"genre-1\"}")))),
            of("PutUsers", w -> json("datasetArn", USERS, "users", List.of(json("userId", w.name())))),
            of("StartRecommender", w -> json("recommenderArn", stopped(w))),
            of("StopRecommender", w -> json("recommenderArn", recommender(w))),
            of(
                    "StopSolutionVersionCreation",
                    w -> json(
                            "solutionVersionArn",
                            text(
                                    w.client()
                                            .require("CreateSolutionVersion", "solutionArn", ARN + "solution/ranking"),
                                    "solutionVersionArn"))),
            of(
                    "TagResource",
                    w -> json("resourceArn", GROUP, "tags", List.of(json("tagKey", "key", "tagValue", w.name())))),
            of("UntagResource", EveryOperation::untag),
            of("UpdateCampaign", w -> json("campaignArn", CAMPAIGN, "minProvisionedTPS", 2)),
            of(
                    "UpdateDataset",
                    w -> json("datasetArn", w.dataset(w.group(), "Items", w.schema()), "schemaArn", w.schema())),
            of(
                    "UpdateMetricAttribution",
                    w -> json("metricAttributionArn", madeAttribution(w), "removeMetrics", List.of("views"))),
            of(
                    "UpdateRecommender",
                    w -> json(
                            "recommenderArn",
                            RECOMMENDER,
                            "recommenderConfig",
                            json("minRecommendationRequestsPerSecond", 2))),
            of(
                    "UpdateSolution",
                    w -> json("solutionArn", w.solution(w.name(), "aws-sims"), "performAutoTraining", true)));

    private EveryOperation() {}

    private static Case of(String operation, Function<World, Map<String, Object>> prepare) {
        return new Case(operation, prepare);
    }

    private static String made(World w, String operation, String member, Map<String, Object> request) {
        return text(w.client().call(operation, request).body(), member);
    }

    private static Map<String, Object> batch(World w, String solution) {
        return json(
                "jobName", w.name(),
                "solutionVersionArn", w.version(solution),
                "roleArn", ROLE,
                "jobInput", json("s3DataSource", json("path", "s3://data/none.json")),
                "jobOutput", json("s3DataDestination", json("path", "s3://data/out/")));
    }

    private static Map<String, Object> deletionJob(World w) {
        return json(
                "jobName",
                w.name(),
                "datasetGroupArn",
                GROUP,
                "roleArn",
                ROLE,
                "dataSource",
                json("dataLocation", "s3://data/none.csv"));
    }

    static Map<String, Object> exportJob(World w, String dataset) {
        return json(
                "jobName",
                w.name(),
                "datasetArn",
                dataset,
                "roleArn",
                ROLE,
                "jobOutput",
                json("s3DataDestination", json("path", "s3://data/exported/")));
    }

    private static Map<String, Object> importJob(World w) {
        return json(
                "jobName", w.name(),
                "datasetArn", INTERACTIONS,
                "dataSource", json("dataLocation", "s3://data/none.csv"));
    }

    private static String groupWithInteractions(World w) {
        var group = w.group();
        w.dataset(group, "Interactions", ARN + "schema/shopINTERACTIONS");
        return group;
    }

    private static Map<String, Object> attribution(String name, String group) {
        return json(
                "name", name,
                "datasetGroupArn", group,
                "metrics", METRICS,
                "metricsOutputConfig", json("roleArn", ROLE, "s3DataDestination", json("path", "s3://data/reports/")));
    }

    private static String madeAttribution(World w) {
        return made(
                w, "CreateMetricAttribution", "metricAttributionArn", attribution(w.name(), groupWithInteractions(w)));
    }

    private static String recommender(World w) {
        var arn = made(
                w,
                "CreateRecommender",
                "recommenderArn",
                json("name", w.name(), "datasetGroupArn", MARKET, "recipeArn", RECIPES + "aws-vod-most-popular"));
        w.quiesce();
        return arn;
    }

    private static String stopped(World w) {
        var arn = recommender(w);
        w.client().require("StopRecommender", "recommenderArn", arn);
        w.quiesce();
        return arn;
    }

    private static Map<String, Object> untag(World w) {
        w.client()
                .require("TagResource", "resourceArn", GROUP, "tags", List.of(json("tagKey", "gone", "tagValue", "v")));
        return json("resourceArn", GROUP, "tagKeys", List.of("gone"));
    }
}
