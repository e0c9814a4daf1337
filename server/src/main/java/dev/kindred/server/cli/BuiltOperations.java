package dev.kindred.server.cli;

import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.dataset.CreateDataset;
import dev.kindred.server.operation.dataset.DeleteDataset;
import dev.kindred.server.operation.dataset.DescribeDataset;
import dev.kindred.server.operation.dataset.ListDatasets;
import dev.kindred.server.operation.dataset.UpdateDataset;
import dev.kindred.server.operation.datasetgroup.CreateDatasetGroup;
import dev.kindred.server.operation.datasetgroup.DeleteDatasetGroup;
import dev.kindred.server.operation.datasetgroup.DescribeDatasetGroup;
import dev.kindred.server.operation.datasetgroup.ListDatasetGroups;
import dev.kindred.server.operation.eventtracker.CreateEventTracker;
import dev.kindred.server.operation.eventtracker.DeleteEventTracker;
import dev.kindred.server.operation.eventtracker.DescribeEventTracker;
import dev.kindred.server.operation.eventtracker.ListEventTrackers;
import dev.kindred.server.operation.importjob.CreateDatasetImportJob;
import dev.kindred.server.operation.importjob.DescribeDatasetImportJob;
import dev.kindred.server.operation.importjob.ListDatasetImportJobs;
import dev.kindred.server.operation.recipe.DescribeAlgorithm;
import dev.kindred.server.operation.recipe.DescribeFeatureTransformation;
import dev.kindred.server.operation.recipe.DescribeRecipe;
import dev.kindred.server.operation.recipe.ListRecipes;
import dev.kindred.server.operation.schema.CreateSchema;
import dev.kindred.server.operation.schema.DeleteSchema;
import dev.kindred.server.operation.schema.DescribeSchema;
import dev.kindred.server.operation.schema.ListSchemas;
import dev.kindred.server.operation.tag.ListTagsForResource;
import dev.kindred.server.operation.tag.TagResource;
import dev.kindred.server.operation.tag.UntagResource;
import java.util.List;

/// The operations that Kindred can do: a line each.
final class BuiltOperations {

    private BuiltOperations() {}

    static List<Operation<?, ?>> all(ServiceContext context) {
        return List.of(
                new CreateDataset(context),
                new CreateDatasetGroup(context),
                new CreateDatasetImportJob(context),
                new CreateEventTracker(context),
                new CreateSchema(context),
                new DeleteDataset(context),
                new DeleteDatasetGroup(context),
                new DeleteEventTracker(context),
                new DeleteSchema(context),
                new DescribeAlgorithm(),
                new DescribeDataset(context),
                new DescribeDatasetGroup(context),
                new DescribeDatasetImportJob(context),
                new DescribeEventTracker(context),
                new DescribeFeatureTransformation(),
                new DescribeRecipe(),
                new DescribeSchema(context),
                new ListDatasetGroups(context),
                new ListDatasetImportJobs(context),
                new ListDatasets(context),
                new ListEventTrackers(context),
                new ListRecipes(context),
                new ListSchemas(context),
                new ListTagsForResource(context),
                new TagResource(context),
                new UntagResource(context),
                new UpdateDataset(context));
    }
}
