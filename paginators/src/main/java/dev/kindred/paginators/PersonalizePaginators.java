package dev.kindred.paginators;

import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.*;

/**
 * boto3's paginators for Amazon Personalize on the AWS SDK for Java's own clients. The SDK's paginators walk all pages;
 * these can also stop after a number of items, even within a page, and return a token to resume with. The tokens are
 * interchangeable with those of boto3 and the AWS CLI.
 *
 * <pre>{@code
 * var config = PaginationConfig.builder().maxItems(250).pageSize(100).build();
 * var jobs = PersonalizePaginators.listDatasetImportJobs(client).paginate(config);
 * jobs.items().forEach(job -> System.out.println(job.jobName() + " " + job.status()));
 * jobs.resumeToken().ifPresent(token -> System.out.println("Go on with startingToken " + token));
 * }</pre>
 *
 * <p>There are two methods for each operation: one takes a synchronous client and returns iterable pages, the other takes
 * an asynchronous client and returns a publisher of pages.
 */
public final class PersonalizePaginators {

    private PersonalizePaginators() {}

    /**
     * Pages through batch inference jobs
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListBatchInferenceJobs.html">ListBatchInferenceJobs</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListBatchInferenceJobsRequest, ListBatchInferenceJobsResponse, BatchInferenceJobSummary>
            listBatchInferenceJobs(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_BATCH_INFERENCE_JOBS, client);
    }

    /**
     * {@return the paginator of {@link #listBatchInferenceJobs(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<
                    ListBatchInferenceJobsRequest, ListBatchInferenceJobsResponse, BatchInferenceJobSummary>
            listBatchInferenceJobs(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_BATCH_INFERENCE_JOBS, client);
    }

    /**
     * Pages through batch segment jobs
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListBatchSegmentJobs.html">ListBatchSegmentJobs</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListBatchSegmentJobsRequest, ListBatchSegmentJobsResponse, BatchSegmentJobSummary>
            listBatchSegmentJobs(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_BATCH_SEGMENT_JOBS, client);
    }

    /**
     * {@return the paginator of {@link #listBatchSegmentJobs(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListBatchSegmentJobsRequest, ListBatchSegmentJobsResponse, BatchSegmentJobSummary>
            listBatchSegmentJobs(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_BATCH_SEGMENT_JOBS, client);
    }

    /**
     * Pages through campaigns
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListCampaigns.html">ListCampaigns</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListCampaignsRequest, ListCampaignsResponse, CampaignSummary> listCampaigns(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_CAMPAIGNS, client);
    }

    /**
     * Pages through campaigns
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListCampaigns.html">ListCampaigns</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListCampaignsRequest, ListCampaignsResponse, CampaignSummary> listCampaigns(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_CAMPAIGNS, client);
    }

    /**
     * Pages through dataset export jobs
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetExportJobs.html">ListDatasetExportJobs</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListDatasetExportJobsRequest, ListDatasetExportJobsResponse, DatasetExportJobSummary>
            listDatasetExportJobs(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_DATASET_EXPORT_JOBS, client);
    }

    /**
     * {@return the paginator of {@link #listDatasetExportJobs(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListDatasetExportJobsRequest, ListDatasetExportJobsResponse, DatasetExportJobSummary>
            listDatasetExportJobs(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_DATASET_EXPORT_JOBS, client);
    }

    /**
     * Pages through dataset groups
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetGroups.html">ListDatasetGroups</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListDatasetGroupsRequest, ListDatasetGroupsResponse, DatasetGroupSummary> listDatasetGroups(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_DATASET_GROUPS, client);
    }

    /**
     * {@return the paginator of {@link #listDatasetGroups(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListDatasetGroupsRequest, ListDatasetGroupsResponse, DatasetGroupSummary>
            listDatasetGroups(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_DATASET_GROUPS, client);
    }

    /**
     * Pages through dataset import jobs
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasetImportJobs.html">ListDatasetImportJobs</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListDatasetImportJobsRequest, ListDatasetImportJobsResponse, DatasetImportJobSummary>
            listDatasetImportJobs(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_DATASET_IMPORT_JOBS, client);
    }

    /**
     * {@return the paginator of {@link #listDatasetImportJobs(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListDatasetImportJobsRequest, ListDatasetImportJobsResponse, DatasetImportJobSummary>
            listDatasetImportJobs(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_DATASET_IMPORT_JOBS, client);
    }

    /**
     * Pages through datasets
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasets.html">ListDatasets</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListDatasetsRequest, ListDatasetsResponse, DatasetSummary> listDatasets(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_DATASETS, client);
    }

    /**
     * Pages through datasets
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListDatasets.html">ListDatasets</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListDatasetsRequest, ListDatasetsResponse, DatasetSummary> listDatasets(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_DATASETS, client);
    }

    /**
     * Pages through event trackers
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListEventTrackers.html">ListEventTrackers</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListEventTrackersRequest, ListEventTrackersResponse, EventTrackerSummary> listEventTrackers(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_EVENT_TRACKERS, client);
    }

    /**
     * {@return the paginator of {@link #listEventTrackers(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListEventTrackersRequest, ListEventTrackersResponse, EventTrackerSummary>
            listEventTrackers(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_EVENT_TRACKERS, client);
    }

    /**
     * Pages through filters
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListFilters.html">ListFilters</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListFiltersRequest, ListFiltersResponse, FilterSummary> listFilters(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_FILTERS, client);
    }

    /**
     * Pages through filters
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListFilters.html">ListFilters</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListFiltersRequest, ListFiltersResponse, FilterSummary> listFilters(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_FILTERS, client);
    }

    /**
     * Pages through metrics of a metric attribution
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListMetricAttributionMetrics.html">ListMetricAttributionMetrics</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListMetricAttributionMetricsRequest, ListMetricAttributionMetricsResponse, MetricAttribute>
            listMetricAttributionMetrics(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_METRIC_ATTRIBUTION_METRICS, client);
    }

    /**
     * {@return the paginator of {@link #listMetricAttributionMetrics(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<
                    ListMetricAttributionMetricsRequest, ListMetricAttributionMetricsResponse, MetricAttribute>
            listMetricAttributionMetrics(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_METRIC_ATTRIBUTION_METRICS, client);
    }

    /**
     * Pages through metric attributions
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListMetricAttributions.html">ListMetricAttributions</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListMetricAttributionsRequest, ListMetricAttributionsResponse, MetricAttributionSummary>
            listMetricAttributions(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_METRIC_ATTRIBUTIONS, client);
    }

    /**
     * {@return the paginator of {@link #listMetricAttributions(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<
                    ListMetricAttributionsRequest, ListMetricAttributionsResponse, MetricAttributionSummary>
            listMetricAttributions(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_METRIC_ATTRIBUTIONS, client);
    }

    /**
     * Pages through recipes
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListRecipes.html">ListRecipes</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListRecipesRequest, ListRecipesResponse, RecipeSummary> listRecipes(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_RECIPES, client);
    }

    /**
     * Pages through recipes
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListRecipes.html">ListRecipes</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListRecipesRequest, ListRecipesResponse, RecipeSummary> listRecipes(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_RECIPES, client);
    }

    /**
     * Pages through recommenders
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListRecommenders.html">ListRecommenders</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListRecommendersRequest, ListRecommendersResponse, RecommenderSummary> listRecommenders(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_RECOMMENDERS, client);
    }

    /**
     * {@return the paginator of {@link #listRecommenders(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListRecommendersRequest, ListRecommendersResponse, RecommenderSummary>
            listRecommenders(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_RECOMMENDERS, client);
    }

    /**
     * Pages through schemas
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSchemas.html">ListSchemas</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListSchemasRequest, ListSchemasResponse, DatasetSchemaSummary> listSchemas(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_SCHEMAS, client);
    }

    /**
     * Pages through schemas
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSchemas.html">ListSchemas</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListSchemasRequest, ListSchemasResponse, DatasetSchemaSummary> listSchemas(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_SCHEMAS, client);
    }

    /**
     * Pages through solution versions
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSolutionVersions.html">ListSolutionVersions</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListSolutionVersionsRequest, ListSolutionVersionsResponse, SolutionVersionSummary>
            listSolutionVersions(PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_SOLUTION_VERSIONS, client);
    }

    /**
     * {@return the paginator of {@link #listSolutionVersions(PersonalizeClient)}, without blocking}
     *
     * @param client sends the requests
     */
    public static AsyncPaginator<ListSolutionVersionsRequest, ListSolutionVersionsResponse, SolutionVersionSummary>
            listSolutionVersions(PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_SOLUTION_VERSIONS, client);
    }

    /**
     * Pages through solutions
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSolutions.html">ListSolutions</a>).
     *
     * @param client sends the requests
     * @return the paginator
     */
    public static Paginator<ListSolutionsRequest, ListSolutionsResponse, SolutionSummary> listSolutions(
            PersonalizeClient client) {
        return new Paginator<>(ListOperations.LIST_SOLUTIONS, client);
    }

    /**
     * Pages through solutions
     * (<a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListSolutions.html">ListSolutions</a>).
     *
     * @param client sends the requests, without blocking
     * @return the paginator
     */
    public static AsyncPaginator<ListSolutionsRequest, ListSolutionsResponse, SolutionSummary> listSolutions(
            PersonalizeAsyncClient client) {
        return new AsyncPaginator<>(ListOperations.LIST_SOLUTIONS, client);
    }
}
