package dev.kindred.server.operation.deletionjob;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
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
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.DataSource;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a job that removes the users listed in a file from a dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateDataDeletionJob.html">API
/// reference</a>
public final class CreateDataDeletionJob
        implements Operation<CreateDataDeletionJob.Request, CreateDataDeletionJob.Response> {

    public record Request(
            @Required @ResourceName String jobName,
            @Required @PersonalizeArn String datasetGroupArn,
            @Required DataSource dataSource,
            @Required @RoleArn String roleArn,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn dataDeletionJobArn) {}

    private final ServiceContext context;

    public CreateDataDeletionJob(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        if (request.dataSource().dataLocation() == null) {
            throw new InvalidInput(
                    "dataSource.dataLocation is missing. Give the s3:// address of a CSV file, or a folder of CSV files, with the"
                            + " ids of the users to be removed.");
        }
        var arn = caller.arn(ResourceKind.DATA_DELETION_JOB, request.jobName());
        var now = context.now();
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            var job = new DataDeletionJob(
                    request.jobName(),
                    arn,
                    group.arn(),
                    request.dataSource(),
                    request.roleArn(),
                    Status.PENDING,
                    null,
                    now,
                    now,
                    null);
            var work = new JobCreation.Work(
                    TaskName.DELETE_USERS,
                    group.arn(),
                    context.quotas().pendingBatchJobs()); // sequentially within a group
            JobCreation.create(transaction, job, tags, work);
            return new Response(arn);
        });
    }
}
