package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.constraint.DomainName;
import dev.kindred.server.constraint.KmsKeyArn;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.RoleArn;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.LimitExceeded;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates an empty dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateDatasetGroup.html">API
/// reference</a>
public final class CreateDatasetGroup implements Operation<CreateDatasetGroup.Request, CreateDatasetGroup.Response> {

    public record Request(
            @Required @ResourceName String name,
            @RoleArn @Nullable String roleArn,
            @KmsKeyArn @Nullable String kmsKeyArn,
            @DomainName @Nullable String domain,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn datasetGroupArn, @Nullable String domain) {}

    private final ServiceContext context;

    public CreateDatasetGroup(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        if (request.roleArn() != null && request.kmsKeyArn() == null) {
            throw new InvalidInput(
                    "roleArn is the role that may use a KMS key, and kmsKeyArn is missing. Give the key's ARN, or leave roleArn out.");
        }
        var now = context.now();
        var arn = caller.arn(ResourceKind.DATASET_GROUP, request.name());
        var group = new DatasetGroup(
                request.name(),
                arn,
                Status.ACTIVE,
                request.roleArn(),
                request.kmsKeyArn(),
                now,
                now,
                null,
                request.domain());
        return context.catalog().write(transaction -> {
            transaction.insert(group, tags);
            if (transaction.resources().count(caller.scope(), ResourceKind.DATASET_GROUP)
                    > context.quotas().datasetGroups()) {
                throw new LimitExceeded(
                        "Cannot create a dataset group. There are %d already. Delete some and try again."
                                .formatted(context.quotas().datasetGroups()));
            }
            return new Response(arn, request.domain());
        });
    }
}
