package dev.kindred.server.operation.eventtracker;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.EventTracker;

/// Deletes an event tracker. Events that were sent with its tracking id are kept.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteEventTracker.html">API
/// reference</a>
public final class DeleteEventTracker implements Operation<DeleteEventTracker.Request, DeleteEventTracker.Response> {

    public record Request(@Required @PersonalizeArn String eventTrackerArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteEventTracker(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var tracker = transaction.require(EventTracker.class, caller.scope(), request.eventTrackerArn());
            Deletion.begin(transaction, tracker, tracker.arn(), context);
            return new Response();
        });
    }
}
