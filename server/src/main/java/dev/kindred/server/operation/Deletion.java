package dev.kindred.server.operation;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Status;
import java.util.List;

/// Deletion of resources with a life cycle: they are marked immediately and removed after a delay.
public final class Deletion {

    /// Maximum number of dependent resources that a message names. Taste.
    private static final int NAMED = 5;

    private Deletion() {}

    /// Marks `resource` for deletion and enqueues its removal.
    ///
    /// @throws ResourceInUse if its status does not permit a deletion
    public static <R extends Resource.Living<R>> void begin(
            Transaction transaction, R resource, Arn lane, ServiceContext context) {
        var now = context.now();
        transaction.replace(resource, resource.on(new LifeCycleEvent.DeleteRequested(), now));
        transaction.enqueue(TaskName.DELETE, resource.arn(), lane, now.plus(context.deleteDelay()));
    }

    /// Checks that nothing blocks a deletion.
    ///
    /// @param blocking resources that must be deleted, or jobs that must end, first
    /// @throws ResourceInUse if there are any, naming up to 5; the error is transient if all of them are ending
    public static void requireUnused(CatalogView view, Arn arn, List<Arn> blocking, String remedy) {
        if (blocking.isEmpty()) {
            return;
        }
        var named = blocking.stream().limit(NAMED).map(Arn::toString).toList();
        var refusal = new ResourceInUse("Resource Arn %s is in use by %s%s. %s"
                .formatted(arn, String.join(", ", named), blocking.size() > NAMED ? " and more" : "", remedy));
        throw blocking.stream().allMatch(it -> isEnding(view, it)) ? refusal.awaiting(blocking) : refusal;
    }

    private static boolean isEnding(CatalogView view, Arn arn) {
        return view.find(arn).map(Resource::status).filter(Status::isEnding).isPresent();
    }
}
