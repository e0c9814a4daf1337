package dev.kindred.server.operation.eventtracker;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.EventTracker;

/// Describes an event tracker.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeEventTracker.html">API
/// reference</a>
public final class DescribeEventTracker
        implements Operation<DescribeEventTracker.Request, DescribeEventTracker.Response> {

    public record Request(@Required @PersonalizeArn String eventTrackerArn) {}

    public record Response(EventTracker eventTracker) {}

    private final ServiceContext context;

    public DescribeEventTracker(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(context.catalog()
                .read(view -> view.require(EventTracker.class, caller.scope(), request.eventTrackerArn())));
    }
}
