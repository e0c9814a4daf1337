package dev.kindred.server.operation.dataset;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.schema.InvalidSchemaException;
import dev.kindred.server.schema.SchemaChange;
import java.util.Set;

/// Replaces the schema of a dataset of items or users by one with additional columns. Rows are not rewritten: a
/// column that a dataset file lacks reads as null.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateDataset.html">API reference</a>
public final class UpdateDataset implements Operation<UpdateDataset.Request, UpdateDataset.Response> {

    public record Request(
            @Required @PersonalizeArn String datasetArn,
            @Required @PersonalizeArn String schemaArn) {}

    public record Response(Arn datasetArn) {}

    private final ServiceContext context;

    public UpdateDataset(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var dataset = transaction.require(Dataset.class, caller.scope(), request.datasetArn());
            dataset.requireActive();
            Deletion.requireUnused(
                    transaction,
                    dataset.arn(),
                    transaction
                            .resources()
                            .childrenOf(
                                    dataset.arn(),
                                    ResourceKind.DATASET_IMPORT_JOB,
                                    Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS),
                                    10),
                    "Wait until these imports end.");
            var schema = transaction.require(DatasetSchema.class, caller.scope(), request.schemaArn());
            var group = transaction.require(DatasetGroup.class, dataset.datasetGroupArn());
            SchemaFit.require(schema, DatasetType.valueOf(dataset.datasetType()), group.domain());
            requireWider(transaction.require(DatasetSchema.class, dataset.schemaArn()), schema);
            var now = context.now();
            transaction.replace(dataset, dataset.updated(schema.arn(), now));
            return new Response(dataset.arn());
        });
    }

    private static void requireWider(DatasetSchema before, DatasetSchema after) {
        try {
            SchemaChange.check(AvroSchema.parse(before.schema()), AvroSchema.parse(after.schema()));
        } catch (InvalidSchemaException e) {
            throw new InvalidInput(e.getMessage());
        }
    }
}
