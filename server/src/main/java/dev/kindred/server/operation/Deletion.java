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

/// How resources with a life cycle are deleted: marked at once, gone a little later.
public final class Deletion {

    /// The dependent resources that a message names. Taste.
    private static final int NAMED = 5;

    private Deletion() {}

    /// Marks `resource` and puts its removal in the queue.
    ///
    /// @throws ResourceInUse if its status forbids that
    public static <R extends Resource.Living<R>> void begin(
            Transaction transaction, R resource, Arn lane, ServiceContext context) {
        var now = context.now();
        transaction.replace(resource, resource.on(new LifeCycleEvent.DeleteRequested(), now));
        transaction.enqueue(TaskName.DELETE, resource.arn(), lane, now.plus(context.deleteDelay()));
    }

    /// Returns if nothing stands in the way.
    ///
    /// @param blocking what must go, or end, first
    /// @throws ResourceInUse naming the first of them; it ends by itself if they all do
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
