package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.*;

/**
 * The List operations, each with the member that holds its items. These are the sixteen operations with a paginator in
 * boto3. Neither boto3 nor the SDK has a paginator for {@code ListDataDeletionJobs}, which also returns pages.
 */
final class ListOperations {

    static final ListOperation<ListBatchInferenceJobsRequest, ListBatchInferenceJobsResponse, BatchInferenceJobSummary>
            LIST_BATCH_INFERENCE_JOBS = new ListOperation<>(
                    "batchInferenceJobs",
                    ListBatchInferenceJobsRequest.builder().build(),
                    PersonalizeClient::listBatchInferenceJobs,
                    PersonalizeAsyncClient::listBatchInferenceJobs);

    static final ListOperation<ListBatchSegmentJobsRequest, ListBatchSegmentJobsResponse, BatchSegmentJobSummary>
            LIST_BATCH_SEGMENT_JOBS = new ListOperation<>(
                    "batchSegmentJobs",
                    ListBatchSegmentJobsRequest.builder().build(),
                    PersonalizeClient::listBatchSegmentJobs,
                    PersonalizeAsyncClient::listBatchSegmentJobs);

    static final ListOperation<ListCampaignsRequest, ListCampaignsResponse, CampaignSummary> LIST_CAMPAIGNS =
            new ListOperation<>(
                    "campaigns",
                    ListCampaignsRequest.builder().build(),
                    PersonalizeClient::listCampaigns,
                    PersonalizeAsyncClient::listCampaigns);

    static final ListOperation<ListDatasetExportJobsRequest, ListDatasetExportJobsResponse, DatasetExportJobSummary>
            LIST_DATASET_EXPORT_JOBS = new ListOperation<>(
                    "datasetExportJobs",
                    ListDatasetExportJobsRequest.builder().build(),
                    PersonalizeClient::listDatasetExportJobs,
                    PersonalizeAsyncClient::listDatasetExportJobs);

    static final ListOperation<ListDatasetGroupsRequest, ListDatasetGroupsResponse, DatasetGroupSummary>
            LIST_DATASET_GROUPS = new ListOperation<>(
                    "datasetGroups",
                    ListDatasetGroupsRequest.builder().build(),
                    PersonalizeClient::listDatasetGroups,
                    PersonalizeAsyncClient::listDatasetGroups);

    static final ListOperation<ListDatasetImportJobsRequest, ListDatasetImportJobsResponse, DatasetImportJobSummary>
            LIST_DATASET_IMPORT_JOBS = new ListOperation<>(
                    "datasetImportJobs",
                    ListDatasetImportJobsRequest.builder().build(),
                    PersonalizeClient::listDatasetImportJobs,
                    PersonalizeAsyncClient::listDatasetImportJobs);

    static final ListOperation<ListDatasetsRequest, ListDatasetsResponse, DatasetSummary> LIST_DATASETS =
            new ListOperation<>(
                    "datasets",
                    ListDatasetsRequest.builder().build(),
                    PersonalizeClient::listDatasets,
                    PersonalizeAsyncClient::listDatasets);

    static final ListOperation<ListEventTrackersRequest, ListEventTrackersResponse, EventTrackerSummary>
            LIST_EVENT_TRACKERS = new ListOperation<>(
                    "eventTrackers",
                    ListEventTrackersRequest.builder().build(),
                    PersonalizeClient::listEventTrackers,
                    PersonalizeAsyncClient::listEventTrackers);

    static final ListOperation<ListFiltersRequest, ListFiltersResponse, FilterSummary> LIST_FILTERS =
            new ListOperation<>(
                    "Filters",
                    ListFiltersRequest.builder().build(),
                    PersonalizeClient::listFilters,
                    PersonalizeAsyncClient::listFilters);

    static final ListOperation<
                    ListMetricAttributionMetricsRequest, ListMetricAttributionMetricsResponse, MetricAttribute>
            LIST_METRIC_ATTRIBUTION_METRICS = new ListOperation<>(
                    "metrics",
                    ListMetricAttributionMetricsRequest.builder().build(),
                    PersonalizeClient::listMetricAttributionMetrics,
                    PersonalizeAsyncClient::listMetricAttributionMetrics);

    static final ListOperation<ListMetricAttributionsRequest, ListMetricAttributionsResponse, MetricAttributionSummary>
            LIST_METRIC_ATTRIBUTIONS = new ListOperation<>(
                    "metricAttributions",
                    ListMetricAttributionsRequest.builder().build(),
                    PersonalizeClient::listMetricAttributions,
                    PersonalizeAsyncClient::listMetricAttributions);

    static final ListOperation<ListRecipesRequest, ListRecipesResponse, RecipeSummary> LIST_RECIPES =
            new ListOperation<>(
                    "recipes",
                    ListRecipesRequest.builder().build(),
                    PersonalizeClient::listRecipes,
                    PersonalizeAsyncClient::listRecipes);

    static final ListOperation<ListRecommendersRequest, ListRecommendersResponse, RecommenderSummary>
            LIST_RECOMMENDERS = new ListOperation<>(
                    "recommenders",
                    ListRecommendersRequest.builder().build(),
                    PersonalizeClient::listRecommenders,
                    PersonalizeAsyncClient::listRecommenders);

    static final ListOperation<ListSchemasRequest, ListSchemasResponse, DatasetSchemaSummary> LIST_SCHEMAS =
            new ListOperation<>(
                    "schemas",
                    ListSchemasRequest.builder().build(),
                    PersonalizeClient::listSchemas,
                    PersonalizeAsyncClient::listSchemas);

    static final ListOperation<ListSolutionVersionsRequest, ListSolutionVersionsResponse, SolutionVersionSummary>
            LIST_SOLUTION_VERSIONS = new ListOperation<>(
                    "solutionVersions",
                    ListSolutionVersionsRequest.builder().build(),
                    PersonalizeClient::listSolutionVersions,
                    PersonalizeAsyncClient::listSolutionVersions);

    static final ListOperation<ListSolutionsRequest, ListSolutionsResponse, SolutionSummary> LIST_SOLUTIONS =
            new ListOperation<>(
                    "solutions",
                    ListSolutionsRequest.builder().build(),
                    PersonalizeClient::listSolutions,
                    PersonalizeAsyncClient::listSolutions);

    private ListOperations() {}
}
