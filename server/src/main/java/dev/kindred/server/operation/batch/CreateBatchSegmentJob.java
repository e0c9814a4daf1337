package dev.kindred.server.operation.batch;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.RoleArn;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.Target;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.FilterFields;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.JobCreation;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.BatchSegmentJob;
import dev.kindred.server.resource.BatchSegmentJobInput;
import dev.kindred.server.resource.BatchSegmentJobOutput;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a job that computes a segment of users for each line of a file or folder in S3.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateBatchSegmentJob.html">API
/// reference</a>
public final class CreateBatchSegmentJob
        implements Operation<CreateBatchSegmentJob.Request, CreateBatchSegmentJob.Response> {

    public record Request(
            @Required @ResourceName String jobName,
            @Required @PersonalizeArn String solutionVersionArn,
            @PersonalizeArn @Nullable String filterArn,
            @Nullable Integer numResults,
            @Required BatchSegmentJobInput jobInput,
            @Required BatchSegmentJobOutput jobOutput,
            @Required @RoleArn String roleArn,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn batchSegmentJobArn) {}

    /// AWS's maximum of numResults.
    private static final int MOST_USERS = 5_000_000;

    private final ServiceContext context;

    public CreateBatchSegmentJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        int results = BatchRules.results(request.numResults(), MOST_USERS);
        BatchRules.requirePlaces(
                request.jobInput().s3DataSource(), request.jobOutput().s3DataDestination());
        var arn = caller.arn(ResourceKind.BATCH_SEGMENT_JOB, request.jobName());
        var now = context.now();
        return context.catalog().write(transaction -> {
            var version = BatchRules.requireVersion(transaction, caller.scope(), request.solutionVersionArn());
            var recipe = BatchRules.requireRecipe(
                    version,
                    RecipeAbility.BATCH_SEGMENTS,
                    "It finds no segments of users: take one of aws-item-affinity or aws-item-attribute-affinity.");
            GroupSchemas.of(transaction, version.datasetGroupArn()).requireNotGoing(DatasetType.INTERACTIONS);
            BatchRules.requireFilter(
                    transaction, caller.scope(), request.filterArn(), version.datasetGroupArn(), Target.USERS);
            requireNoEvents(transaction, request.filterArn(), version, recipe);
            var job = new BatchSegmentJob(
                    request.jobName(),
                    arn,
                    request.filterArn(),
                    null,
                    version.arn(),
                    results,
                    request.jobInput(),
                    request.jobOutput(),
                    request.roleArn(),
                    Status.CREATE_PENDING,
                    now,
                    now);
            var work = new JobCreation.Work(
                    TaskName.BATCH_SEGMENT, arn, context.quotas().pendingBatchJobs());
            JobCreation.create(transaction, job, tags, work);
            return new Response(arn);
        });
    }

    private static void requireNoEvents(
            CatalogView view, @Nullable String filterArn, SolutionVersion version, RecipeFacts recipe) {
        if (filterArn == null || recipe.can(RecipeAbility.EVENT_FILTERS)) {
            return;
        }
        var filter = view.require(Filter.class, Arn.of(filterArn));
        var fields = FilterFields.ofMade(filter.filterExpression(), GroupSchemas.of(view, version.datasetGroupArn()));
        if (fields.stream().anyMatch(field -> field.startsWith("Interactions."))) {
            throw new InvalidInput(
                    "Filter %s asks what users did, and recipe %s takes filters on Users alone. Use one without Interactions.EVENT_TYPE."
                            .formatted(filterArn, recipe.name()));
        }
    }
}
