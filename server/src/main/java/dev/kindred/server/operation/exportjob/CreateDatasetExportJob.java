package dev.kindred.server.operation.exportjob;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.RoleArn;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.JobCreation;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetExportJob;
import dev.kindred.server.resource.DatasetExportJobOutput;
import dev.kindred.server.resource.IngestionMode;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates a job that exports a dataset's rows to a folder in S3.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateDatasetExportJob.html">API
/// reference</a>
public final class CreateDatasetExportJob
        implements Operation<CreateDatasetExportJob.Request, CreateDatasetExportJob.Response> {

    public record Request(
            @Required @ResourceName String jobName,
            @Required @PersonalizeArn String datasetArn,
            @OneOf({"BULK", "PUT", "ALL"}) @Nullable String ingestionMode,
            @Required @RoleArn String roleArn,
            @Required DatasetExportJobOutput jobOutput,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn datasetExportJobArn) {}

    private static final Set<DatasetType> EXPORTED =
            Set.of(DatasetType.INTERACTIONS, DatasetType.ITEMS, DatasetType.USERS);

    private final ServiceContext context;

    public CreateDatasetExportJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var mode = request.ingestionMode() == null ? IngestionMode.PUT : IngestionMode.valueOf(request.ingestionMode());
        var arn = caller.arn(ResourceKind.DATASET_EXPORT_JOB, request.jobName());
        var now = context.now();
        return context.catalog().write(transaction -> {
            var dataset = transaction.require(Dataset.class, caller.scope(), request.datasetArn());
            dataset.requireActive();
            if (!EXPORTED.contains(DatasetType.valueOf(dataset.datasetType()))) {
                throw new InvalidInput(
                        "Dataset %s is of type %s. Datasets of interactions, items and users can be exported."
                                .formatted(dataset.arn(), dataset.datasetType()));
            }
            var job = new DatasetExportJob(
                    request.jobName(),
                    arn,
                    dataset.arn(),
                    mode,
                    request.roleArn(),
                    Status.CREATE_PENDING,
                    request.jobOutput(),
                    now,
                    now,
                    null);
            var work = new JobCreation.Work(
                    TaskName.EXPORT,
                    dataset.arn(),
                    context.quotas().pendingBatchJobs()); // sequential with the dataset's imports
            JobCreation.create(transaction, job, tags, work);
            return new Response(arn);
        });
    }
}
