package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.catalog.DatasetGroup;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;

/// Begins to remove a dataset group that holds nothing any more.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteDatasetGroup.html">API reference</a>
public final class DeleteDatasetGroup implements Operation<DeleteDatasetGroup.Request, DeleteDatasetGroup.Response> {

    public record Request(@Required @PersonalizeArn String datasetGroupArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteDatasetGroup(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            Deletion.requireUnused(
                    group.arn(),
                    transaction.childrenOf(group.arn()),
                    "Delete these first, and wait until they are gone.");
            Deletion.begin(transaction, group, group.arn(), context);
            return new Response();
        });
    }
}
