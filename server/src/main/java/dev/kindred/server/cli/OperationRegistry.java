package dev.kindred.server.cli;

import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.batch.CreateBatchInferenceJob;
import dev.kindred.server.operation.batch.CreateBatchSegmentJob;
import dev.kindred.server.operation.batch.DescribeBatchInferenceJob;
import dev.kindred.server.operation.batch.DescribeBatchSegmentJob;
import dev.kindred.server.operation.batch.ListBatchInferenceJobs;
import dev.kindred.server.operation.batch.ListBatchSegmentJobs;
import dev.kindred.server.operation.campaign.CreateCampaign;
import dev.kindred.server.operation.campaign.DeleteCampaign;
import dev.kindred.server.operation.campaign.DescribeCampaign;
import dev.kindred.server.operation.campaign.ListCampaigns;
import dev.kindred.server.operation.campaign.UpdateCampaign;
import dev.kindred.server.operation.dataset.CreateDataset;
import dev.kindred.server.operation.dataset.DeleteDataset;
import dev.kindred.server.operation.dataset.DescribeDataset;
import dev.kindred.server.operation.dataset.ListDatasets;
import dev.kindred.server.operation.dataset.UpdateDataset;
import dev.kindred.server.operation.datasetgroup.CreateDatasetGroup;
import dev.kindred.server.operation.datasetgroup.DeleteDatasetGroup;
import dev.kindred.server.operation.datasetgroup.DescribeDatasetGroup;
import dev.kindred.server.operation.datasetgroup.ListDatasetGroups;
import dev.kindred.server.operation.deletionjob.CreateDataDeletionJob;
import dev.kindred.server.operation.deletionjob.DescribeDataDeletionJob;
import dev.kindred.server.operation.deletionjob.ListDataDeletionJobs;
import dev.kindred.server.operation.events.PutActionInteractions;
import dev.kindred.server.operation.events.PutActions;
import dev.kindred.server.operation.events.PutEvents;
import dev.kindred.server.operation.events.PutItems;
import dev.kindred.server.operation.events.PutTargets;
import dev.kindred.server.operation.events.PutUsers;
import dev.kindred.server.operation.eventtracker.CreateEventTracker;
import dev.kindred.server.operation.eventtracker.DeleteEventTracker;
import dev.kindred.server.operation.eventtracker.DescribeEventTracker;
import dev.kindred.server.operation.eventtracker.ListEventTrackers;
import dev.kindred.server.operation.exportjob.CreateDatasetExportJob;
import dev.kindred.server.operation.exportjob.DescribeDatasetExportJob;
import dev.kindred.server.operation.exportjob.ListDatasetExportJobs;
import dev.kindred.server.operation.filter.CreateFilter;
import dev.kindred.server.operation.filter.DeleteFilter;
import dev.kindred.server.operation.filter.DescribeFilter;
import dev.kindred.server.operation.filter.ListFilters;
import dev.kindred.server.operation.importjob.CreateDatasetImportJob;
import dev.kindred.server.operation.importjob.DescribeDatasetImportJob;
import dev.kindred.server.operation.importjob.ListDatasetImportJobs;
import dev.kindred.server.operation.metricattribution.CreateMetricAttribution;
import dev.kindred.server.operation.metricattribution.DeleteMetricAttribution;
import dev.kindred.server.operation.metricattribution.DescribeMetricAttribution;
import dev.kindred.server.operation.metricattribution.ListMetricAttributionMetrics;
import dev.kindred.server.operation.metricattribution.ListMetricAttributions;
import dev.kindred.server.operation.metricattribution.UpdateMetricAttribution;
import dev.kindred.server.operation.recipe.DescribeAlgorithm;
import dev.kindred.server.operation.recipe.DescribeFeatureTransformation;
import dev.kindred.server.operation.recipe.DescribeRecipe;
import dev.kindred.server.operation.recipe.ListRecipes;
import dev.kindred.server.operation.recommender.CreateRecommender;
import dev.kindred.server.operation.recommender.DeleteRecommender;
import dev.kindred.server.operation.recommender.DescribeRecommender;
import dev.kindred.server.operation.recommender.ListRecommenders;
import dev.kindred.server.operation.recommender.StartRecommender;
import dev.kindred.server.operation.recommender.StopRecommender;
import dev.kindred.server.operation.recommender.UpdateRecommender;
import dev.kindred.server.operation.runtime.GetActionRecommendations;
import dev.kindred.server.operation.runtime.GetPersonalizedRanking;
import dev.kindred.server.operation.runtime.GetRecommendations;
import dev.kindred.server.operation.schema.CreateSchema;
import dev.kindred.server.operation.schema.DeleteSchema;
import dev.kindred.server.operation.schema.DescribeSchema;
import dev.kindred.server.operation.schema.ListSchemas;
import dev.kindred.server.operation.solution.CreateSolution;
import dev.kindred.server.operation.solution.CreateSolutionVersion;
import dev.kindred.server.operation.solution.DeleteSolution;
import dev.kindred.server.operation.solution.DescribeSolution;
import dev.kindred.server.operation.solution.DescribeSolutionVersion;
import dev.kindred.server.operation.solution.GetSolutionMetrics;
import dev.kindred.server.operation.solution.ListSolutionVersions;
import dev.kindred.server.operation.solution.ListSolutions;
import dev.kindred.server.operation.solution.StopSolutionVersionCreation;
import dev.kindred.server.operation.solution.UpdateSolution;
import dev.kindred.server.operation.tag.ListTagsForResource;
import dev.kindred.server.operation.tag.TagResource;
import dev.kindred.server.operation.tag.UntagResource;
import dev.kindred.server.serving.ActionRecommendations;
import dev.kindred.server.serving.Recommendations;
import dev.kindred.server.stream.Streams;
import java.util.ArrayList;
import java.util.List;

/// The implemented operations, one line each.
final class OperationRegistry {

    private OperationRegistry() {}

    /// All operations.
    static List<Operation<?, ?>> all(
            ServiceContext context, Streams streams, Recommendations items, ActionRecommendations actions) {
        var targets = new PutTargets(context);
        var all = new ArrayList<>(ofCatalog(context));
        all.add(new GetActionRecommendations(actions));
        all.add(new GetPersonalizedRanking(items));
        all.add(new GetRecommendations(items));
        all.add(new PutActionInteractions(context, targets, streams));
        all.add(new PutActions(context, targets, streams));
        all.add(new PutEvents(context, targets, streams));
        all.add(new PutItems(context, targets, streams));
        all.add(new PutUsers(context, targets, streams));
        return List.copyOf(all);
    }

    /// The operations that need only the catalog.
    static List<Operation<?, ?>> ofCatalog(ServiceContext context) {
        return List.of(
                new CreateBatchInferenceJob(context),
                new CreateBatchSegmentJob(context),
                new CreateCampaign(context),
                new CreateDataDeletionJob(context),
                new CreateDataset(context),
                new CreateDatasetExportJob(context),
                new CreateDatasetGroup(context),
                new CreateDatasetImportJob(context),
                new CreateEventTracker(context),
                new CreateFilter(context),
                new CreateMetricAttribution(context),
                new CreateRecommender(context),
                new CreateSchema(context),
                new CreateSolution(context),
                new CreateSolutionVersion(context),
                new DeleteCampaign(context),
                new DeleteDataset(context),
                new DeleteDatasetGroup(context),
                new DeleteEventTracker(context),
                new DeleteFilter(context),
                new DeleteMetricAttribution(context),
                new DeleteRecommender(context),
                new DeleteSchema(context),
                new DeleteSolution(context),
                new DescribeAlgorithm(),
                new DescribeBatchInferenceJob(context),
                new DescribeBatchSegmentJob(context),
                new DescribeCampaign(context),
                new DescribeDataDeletionJob(context),
                new DescribeDataset(context),
                new DescribeDatasetExportJob(context),
                new DescribeDatasetGroup(context),
                new DescribeDatasetImportJob(context),
                new DescribeEventTracker(context),
                new DescribeFeatureTransformation(),
                new DescribeFilter(context),
                new DescribeMetricAttribution(context),
                new DescribeRecipe(),
                new DescribeRecommender(context),
                new DescribeSchema(context),
                new DescribeSolution(context),
                new DescribeSolutionVersion(context),
                new GetSolutionMetrics(context),
                new ListBatchInferenceJobs(context),
                new ListBatchSegmentJobs(context),
                new ListCampaigns(context),
                new ListDataDeletionJobs(context),
                new ListDatasetExportJobs(context),
                new ListDatasetGroups(context),
                new ListDatasetImportJobs(context),
                new ListDatasets(context),
                new ListEventTrackers(context),
                new ListFilters(context),
                new ListMetricAttributionMetrics(context),
                new ListMetricAttributions(context),
                new ListRecipes(context),
                new ListRecommenders(context),
                new ListSchemas(context),
                new ListSolutionVersions(context),
                new ListSolutions(context),
                new ListTagsForResource(context),
                new StartRecommender(context),
                new StopRecommender(context),
                new StopSolutionVersionCreation(context),
                new TagResource(context),
                new UntagResource(context),
                new UpdateCampaign(context),
                new UpdateDataset(context),
                new UpdateMetricAttribution(context),
                new UpdateRecommender(context),
                new UpdateSolution(context));
    }
}
