package dev.kindred.server.operation.batch;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.RoleArn;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.filter.Target;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.JobCreation;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.RecommendingConfig;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.BatchInferenceJobConfig;
import dev.kindred.server.resource.BatchInferenceJobInput;
import dev.kindred.server.resource.BatchInferenceJobOutput;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.resource.ThemeGenerationConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a job that computes recommendations for each line of a file or folder in S3.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateBatchInferenceJob.html">API
/// reference</a>
public final class CreateBatchInferenceJob
        implements Operation<CreateBatchInferenceJob.Request, CreateBatchInferenceJob.Response> {

    public record Request(
            @Required @ResourceName String jobName,
            @Required @PersonalizeArn String solutionVersionArn,
            @PersonalizeArn @Nullable String filterArn,
            @Nullable Integer numResults,
            @Required BatchInferenceJobInput jobInput,
            @Required BatchInferenceJobOutput jobOutput,
            @Required @RoleArn String roleArn,
            @Nullable BatchInferenceJobConfig batchInferenceJobConfig,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags,

            @OneOf({BatchInferenceJob.INFERENCE, BatchInferenceJob.THEMES}) @Nullable
            String batchInferenceJobMode,

            @Nullable ThemeGenerationConfig themeGenerationConfig) {}

    public record Response(Arn batchInferenceJobArn) {}

    /// AWS's maximum of numResults.
    private static final int MOST_RESULTS = 500;

    private final ServiceContext context;

    public CreateBatchInferenceJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var mode =
                request.batchInferenceJobMode() == null ? BatchInferenceJob.INFERENCE : request.batchInferenceJobMode();
        ThemeRules.requireConfig(mode, request.themeGenerationConfig());
        int results = BatchRules.results(request.numResults(), MOST_RESULTS);
        BatchRules.requirePlaces(
                request.jobInput().s3DataSource(), request.jobOutput().s3DataDestination());
        var arn = caller.arn(ResourceKind.BATCH_INFERENCE_JOB, request.jobName());
        var now = context.now();
        return context.catalog().write(transaction -> {
            var version = BatchRules.requireVersion(transaction, caller.scope(), request.solutionVersionArn());
            var recipe = BatchRules.requireRecipe(
                    version,
                    RecipeAbility.BATCH_INFERENCE,
                    "It cannot be used in batch inference jobs: use one that recommends, ranks or finds similar items.");
            checkConfig(request.batchInferenceJobConfig(), recipe);
            ThemeRules.check(
                    request.themeGenerationConfig(), version, GroupSchemas.of(transaction, version.datasetGroupArn()));
            BatchRules.requireFilter(
                    transaction, caller.scope(), request.filterArn(), version.datasetGroupArn(), Target.ITEMS);
            var job = new BatchInferenceJob(
                    request.jobName(),
                    arn,
                    request.filterArn(),
                    null,
                    version.arn(),
                    results,
                    request.jobInput(),
                    request.jobOutput(),
                    request.batchInferenceJobConfig(),
                    request.roleArn(),
                    mode,
                    request.themeGenerationConfig(),
                    Status.CREATE_PENDING,
                    now,
                    now);
            var work = new JobCreation.Work(
                    TaskName.BATCH_INFERENCE, arn, context.quotas().pendingBatchJobs());
            JobCreation.create(transaction, job, tags, work);
            return new Response(arn);
        });
    }

    private static void checkConfig(@Nullable BatchInferenceJobConfig config, RecipeFacts recipe) {
        if (config == null) {
            return;
        }
        RecommendingConfig.checkExploration(config.itemExplorationConfig(), recipe, Double.MIN_VALUE);
        RecommendingConfig.checkInfluence(config.rankingInfluence(), recipe);
    }
}
