package dev.kindred.server.operation;

import static dev.kindred.server.operation.AwsModel.Service.PERSONALIZE;
import static dev.kindred.server.operation.AwsModel.Service.PERSONALIZE_EVENTS;
import static dev.kindred.server.operation.AwsModel.Service.PERSONALIZE_RUNTIME;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The 79 operations of AWS's model, implemented or not.
public final class AwsModel {

    private AwsModel() {}

    /// The three services that make up Amazon Personalize.
    public enum Service {
        PERSONALIZE,
        PERSONALIZE_RUNTIME,
        PERSONALIZE_EVENTS
    }

    /// An operation of the model.
    ///
    /// @param path the path of its POST requests, or null if the header `X-Amz-Target` names the operation
    public record Entry(
            String name, Service service, @Nullable String path) {}

    /// Returns the operation with that request path.
    public static Optional<Entry> findByPath(String path) {
        return OPERATIONS.stream().filter(entry -> path.equals(entry.path())).findFirst();
    }

    /// Returns the operation of that name.
    public static Optional<Entry> find(String name) {
        return OPERATIONS.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /// All operations, by service and name.
    public static final List<Entry> OPERATIONS = List.of(
            new Entry("CreateBatchInferenceJob", PERSONALIZE, null),
            new Entry("CreateBatchSegmentJob", PERSONALIZE, null),
            new Entry("CreateCampaign", PERSONALIZE, null),
            new Entry("CreateDataDeletionJob", PERSONALIZE, null),
            new Entry("CreateDataset", PERSONALIZE, null),
            new Entry("CreateDatasetExportJob", PERSONALIZE, null),
            new Entry("CreateDatasetGroup", PERSONALIZE, null),
            new Entry("CreateDatasetImportJob", PERSONALIZE, null),
            new Entry("CreateEventTracker", PERSONALIZE, null),
            new Entry("CreateFilter", PERSONALIZE, null),
            new Entry("CreateMetricAttribution", PERSONALIZE, null),
            new Entry("CreateRecommender", PERSONALIZE, null),
            new Entry("CreateSchema", PERSONALIZE, null),
            new Entry("CreateSolution", PERSONALIZE, null),
            new Entry("CreateSolutionVersion", PERSONALIZE, null),
            new Entry("DeleteCampaign", PERSONALIZE, null),
            new Entry("DeleteDataset", PERSONALIZE, null),
            new Entry("DeleteDatasetGroup", PERSONALIZE, null),
            new Entry("DeleteEventTracker", PERSONALIZE, null),
            new Entry("DeleteFilter", PERSONALIZE, null),
            new Entry("DeleteMetricAttribution", PERSONALIZE, null),
            new Entry("DeleteRecommender", PERSONALIZE, null),
            new Entry("DeleteSchema", PERSONALIZE, null),
            new Entry("DeleteSolution", PERSONALIZE, null),
            new Entry("DescribeAlgorithm", PERSONALIZE, null),
            new Entry("DescribeBatchInferenceJob", PERSONALIZE, null),
            new Entry("DescribeBatchSegmentJob", PERSONALIZE, null),
            new Entry("DescribeCampaign", PERSONALIZE, null),
            new Entry("DescribeDataDeletionJob", PERSONALIZE, null),
            new Entry("DescribeDataset", PERSONALIZE, null),
            new Entry("DescribeDatasetExportJob", PERSONALIZE, null),
            new Entry("DescribeDatasetGroup", PERSONALIZE, null),
            new Entry("DescribeDatasetImportJob", PERSONALIZE, null),
            new Entry("DescribeEventTracker", PERSONALIZE, null),
            new Entry("DescribeFeatureTransformation", PERSONALIZE, null),
            new Entry("DescribeFilter", PERSONALIZE, null),
            new Entry("DescribeMetricAttribution", PERSONALIZE, null),
            new Entry("DescribeRecipe", PERSONALIZE, null),
            new Entry("DescribeRecommender", PERSONALIZE, null),
            new Entry("DescribeSchema", PERSONALIZE, null),
            new Entry("DescribeSolution", PERSONALIZE, null),
            new Entry("DescribeSolutionVersion", PERSONALIZE, null),
            new Entry("GetSolutionMetrics", PERSONALIZE, null),
            new Entry("ListBatchInferenceJobs", PERSONALIZE, null),
            new Entry("ListBatchSegmentJobs", PERSONALIZE, null),
            new Entry("ListCampaigns", PERSONALIZE, null),
            new Entry("ListDataDeletionJobs", PERSONALIZE, null),
            new Entry("ListDatasetExportJobs", PERSONALIZE, null),
            new Entry("ListDatasetGroups", PERSONALIZE, null),
            new Entry("ListDatasetImportJobs", PERSONALIZE, null),
            new Entry("ListDatasets", PERSONALIZE, null),
            new Entry("ListEventTrackers", PERSONALIZE, null),
            new Entry("ListFilters", PERSONALIZE, null),
            new Entry("ListMetricAttributionMetrics", PERSONALIZE, null),
            new Entry("ListMetricAttributions", PERSONALIZE, null),
            new Entry("ListRecipes", PERSONALIZE, null),
            new Entry("ListRecommenders", PERSONALIZE, null),
            new Entry("ListSchemas", PERSONALIZE, null),
            new Entry("ListSolutionVersions", PERSONALIZE, null),
            new Entry("ListSolutions", PERSONALIZE, null),
            new Entry("ListTagsForResource", PERSONALIZE, null),
            new Entry("StartRecommender", PERSONALIZE, null),
            new Entry("StopRecommender", PERSONALIZE, null),
            new Entry("StopSolutionVersionCreation", PERSONALIZE, null),
            new Entry("TagResource", PERSONALIZE, null),
            new Entry("UntagResource", PERSONALIZE, null),
            new Entry("UpdateCampaign", PERSONALIZE, null),
            new Entry("UpdateDataset", PERSONALIZE, null),
            new Entry("UpdateMetricAttribution", PERSONALIZE, null),
            new Entry("UpdateRecommender", PERSONALIZE, null),
            new Entry("UpdateSolution", PERSONALIZE, null),
            new Entry("GetActionRecommendations", PERSONALIZE_RUNTIME, "/action-recommendations"),
            new Entry("GetPersonalizedRanking", PERSONALIZE_RUNTIME, "/personalize-ranking"),
            new Entry("GetRecommendations", PERSONALIZE_RUNTIME, "/recommendations"),
            new Entry("PutActionInteractions", PERSONALIZE_EVENTS, "/action-interactions"),
            new Entry("PutActions", PERSONALIZE_EVENTS, "/actions"),
            new Entry("PutEvents", PERSONALIZE_EVENTS, "/events"),
            new Entry("PutItems", PERSONALIZE_EVENTS, "/items"),
            new Entry("PutUsers", PERSONALIZE_EVENTS, "/users"));
}
