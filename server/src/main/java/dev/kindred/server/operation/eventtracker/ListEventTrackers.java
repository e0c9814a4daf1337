package dev.kindred.server.operation.eventtracker;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the event trackers of a dataset group, or all, newest first.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListEventTrackers.html">API reference</a>
public final class ListEventTrackers implements Operation<ListEventTrackers.Request, ListEventTrackers.Response> {

    public record Request(
            @PersonalizeArn @Nullable String datasetGroupArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<EventTrackerSummary> eventTrackers,
            @Nullable String nextToken) {}

    private final ResourceList<EventTracker, EventTrackerSummary> eventTrackers;

    public ListEventTrackers(ServiceContext context) {
        this.eventTrackers =
                new ResourceList<>(context, EventTracker.class, ResourceKind.EVENT_TRACKER, EventTrackerSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var page = eventTrackers.page(name(), caller, request.datasetGroupArn(), request);
        return new Response(page.entries(), page.nextToken());
    }
}
