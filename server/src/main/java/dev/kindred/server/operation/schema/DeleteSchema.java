package dev.kindred.server.operation.schema;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;

/// Deletes a schema that no dataset uses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteSchema.html">API reference</a>
public final class DeleteSchema implements Operation<DeleteSchema.Request, DeleteSchema.Response> {

    public record Request(@Required @PersonalizeArn String schemaArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteSchema(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var arn = transaction
                    .require(DatasetSchema.class, caller.scope(), request.schemaArn())
                    .arn();
            var users = transaction.resources().all(caller.scope(), Dataset.class, ResourceKind.DATASET).stream()
                    .filter(dataset -> dataset.schemaArn().equals(arn))
                    .map(Dataset::arn)
                    .toList();
            Deletion.requireUnused(transaction, arn, users, "Delete these datasets first.");
            transaction.resources().remove(arn);
            return new Response();
        });
    }
}
