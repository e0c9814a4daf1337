package dev.kindred.server.operation.dataset;

import dev.kindred.server.constraint.DatasetTypeName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates an empty dataset in a dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateDataset.html">API reference</a>
public final class CreateDataset implements Operation<CreateDataset.Request, CreateDataset.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String schemaArn,
            @Required @PersonalizeArn String datasetGroupArn,
            @Required @DatasetTypeName String datasetType,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn datasetArn) {}

    private final ServiceContext context;

    public CreateDataset(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var type = DatasetType.find(request.datasetType())
                .orElseThrow(() -> new InvalidInput("datasetType %s is not one of %s."
                        .formatted(request.datasetType(), Arrays.toString(DatasetType.values()))));
        var now = context.now();
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            var schema = transaction.require(DatasetSchema.class, caller.scope(), request.schemaArn());
            SchemaFit.require(schema, type, group.domain());
            var arn = caller.arn(ResourceKind.DATASET, group.name() + "/" + type);
            var dataset = new Dataset(
                    request.name(),
                    arn,
                    group.arn(),
                    type.name(),
                    schema.arn(),
                    Status.ACTIVE,
                    now,
                    now,
                    null,
                    type == DatasetType.ACTION_INTERACTIONS ? UUID.randomUUID().toString() : null);
            transaction.insert(dataset, tags);
            return new Response(arn);
        });
    }
}
