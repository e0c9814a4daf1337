package dev.kindred.server.operation.dataset;

import dev.kindred.server.catalog.Arn;
import dev.kindred.server.catalog.Dataset;
import dev.kindred.server.catalog.EventTracker;
import dev.kindred.server.catalog.ResourceKind;
import dev.kindred.server.catalog.Status;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.schema.DatasetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Begins to remove a dataset with its data and its import jobs.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteDataset.html">API reference</a>
public final class DeleteDataset implements Operation<DeleteDataset.Request, DeleteDataset.Response> {

    public record Request(@Required @PersonalizeArn String datasetArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteDataset(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var dataset = transaction.require(Dataset.class, caller.scope(), request.datasetArn());
            if (dataset.hasUpdateUnderWay()) {
                throw new ResourceInUse("Resource Arn %s is being updated. Wait until latestDatasetUpdate is ACTIVE."
                        .formatted(dataset.arn()));
            }
            Deletion.requireUnused(
                    dataset.arn(),
                    usersOf(dataset, transaction),
                    "Delete event trackers first, and wait until imports end.");
            Deletion.begin(transaction, dataset, dataset.arn(), context);
            return new Response();
        });
    }

    private static List<Arn> usersOf(Dataset dataset, Transaction transaction) {
        var users = new ArrayList<>(transaction.childrenOf(
                dataset.arn(),
                ResourceKind.DATASET_IMPORT_JOB,
                Set.of(Status.CREATE_PENDING, Status.CREATE_IN_PROGRESS),
                10));
        if (dataset.datasetType().equals(DatasetType.INTERACTIONS.name())) {
            transaction
                    .childrenOf(dataset.datasetGroupArn(), EventTracker.class, ResourceKind.EVENT_TRACKER)
                    .forEach(tracker -> users.add(tracker.arn()));
        }
        return users;
    }
}
