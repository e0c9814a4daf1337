package dev.kindred.server.operation.datasetgroup;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DataDeletionJob;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import java.util.stream.Collectors;

/// Deletes an empty dataset group.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteDatasetGroup.html">API
/// reference</a>
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
                    transaction,
                    group.arn(),
                    usersOf(group, transaction),
                    "Delete these first, and wait until they are gone.");
            Deletion.begin(transaction, group, group.arn(), context);
            return new Response();
        });
    }

    /// Finished jobs do not block: they are deleted with the group, because no operation deletes a job.
    private static List<Arn> usersOf(DatasetGroup group, CatalogView view) {
        var over =
                view.resources().childrenOf(group.arn(), DataDeletionJob.class, ResourceKind.DATA_DELETION_JOB).stream()
                        .filter(job -> !job.status().isBeingCreated())
                        .map(DataDeletionJob::arn)
                        .collect(Collectors.toSet());
        return view.resources().childrenOf(group.arn()).stream()
                .filter(arn -> !over.contains(arn))
                .toList();
    }
}
