package dev.kindred.server.operation.importjob;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
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
import dev.kindred.server.resource.DataSource;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.MetricAttribution;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates a job that imports a file or folder from S3 into a dataset.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateDatasetImportJob.html">API
/// reference</a>
public final class CreateDatasetImportJob
        implements Operation<CreateDatasetImportJob.Request, CreateDatasetImportJob.Response> {

    public record Request(
            @Required @ResourceName String jobName,
            @Required @PersonalizeArn String datasetArn,
            @Required DataSource dataSource,
            @RoleArn @Nullable String roleArn,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags,
            @OneOf({"FULL", "INCREMENTAL"}) @Nullable String importMode,
            @Nullable Boolean publishAttributionMetricsToS3) {}

    public record Response(Arn datasetImportJobArn) {}

    private static final Set<Status> UNDER_WAY = Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS);

    private final ServiceContext context;

    public CreateDatasetImportJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        if (request.dataSource().dataLocation() == null) {
            throw new InvalidInput("dataSource.dataLocation is missing. Give the s3:// address of a file or folder.");
        }
        boolean publishes = Boolean.TRUE.equals(request.publishAttributionMetricsToS3());
        var mode = request.importMode() == null ? ImportMode.FULL : ImportMode.valueOf(request.importMode());
        var arn = caller.arn(ResourceKind.DATASET_IMPORT_JOB, request.jobName());
        var now = context.now();
        return context.catalog().write(transaction -> {
            var dataset = transaction.require(Dataset.class, caller.scope(), request.datasetArn());
            dataset.requireActive();
            if (publishes) {
                requireMetricAttribution(dataset, transaction);
            }
            if (mode == ImportMode.INCREMENTAL) {
                requireBulkData(dataset, transaction);
            }
            var job = new DatasetImportJob(
                    request.jobName(),
                    arn,
                    dataset.arn(),
                    request.dataSource(),
                    request.roleArn(),
                    Status.CREATE_PENDING,
                    now,
                    now,
                    null,
                    mode,
                    publishes);
            var work = new JobCreation.Work(
                    TaskName.IMPORT, dataset.arn(), context.quotas().pendingImportJobs());
            JobCreation.create(transaction, job, tags, work);
            return new Response(arn);
        });
    }

    private static void requireMetricAttribution(Dataset dataset, Transaction transaction) {
        if (!dataset.datasetType().equals(DatasetType.INTERACTIONS.name())) {
            throw new InvalidInput("publishAttributionMetricsToS3 is for interactions, and dataset %s is of type %s."
                    .formatted(dataset.arn(), dataset.datasetType()));
        }
        var group = dataset.datasetGroupArn();
        var attribution =
                transaction
                        .resources()
                        .childrenOf(group, MetricAttribution.class, ResourceKind.METRIC_ATTRIBUTION)
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new InvalidInput(
                                "publishAttributionMetricsToS3 needs a metric attribution with an S3 destination, and"
                                        + " dataset group %s has none. Create it first, or leave it out."
                                                .formatted(group)));
        if (attribution.status() != Status.ACTIVE) {
            throw new InvalidInput(
                    "publishAttributionMetricsToS3 needs a metric attribution that is ACTIVE, and %s is %s."
                            .formatted(attribution.arn(), attribution.status().text()));
        }
        if (attribution.metricsOutputConfig().s3DataDestination() == null) {
            throw new InvalidInput("publishAttributionMetricsToS3 needs an S3 destination, and %s has none. Give it one"
                            .formatted(attribution.arn())
                    + " with UpdateMetricAttribution.");
        }
    }

    private static void requireBulkData(Dataset dataset, Transaction transaction) {
        var hasBulk = transaction.datasetFiles().of(dataset.arn()).stream()
                .anyMatch(datasetFile -> datasetFile.origin() == DatasetFile.Origin.BULK);
        var willHave = !transaction
                .resources()
                .childrenOf(dataset.arn(), ResourceKind.DATASET_IMPORT_JOB, UNDER_WAY, 1)
                .isEmpty();
        if (!hasBulk && !willHave) {
            throw new InvalidInput(
                    "Dataset %s has no imported data yet, so there is nothing to add to. Import with importMode FULL first."
                            .formatted(dataset.arn()));
        }
    }
}
