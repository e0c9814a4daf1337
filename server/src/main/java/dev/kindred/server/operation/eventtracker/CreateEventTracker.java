package dev.kindred.server.operation.eventtracker;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates the event tracker of a dataset group, which can have one.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateEventTracker.html">API
/// reference</a>
public final class CreateEventTracker implements Operation<CreateEventTracker.Request, CreateEventTracker.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String datasetGroupArn,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn eventTrackerArn, String trackingId) {}

    private final ServiceContext context;

    public CreateEventTracker(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var now = context.now();
        var trackingId = UUID.randomUUID();
        var arn = caller.arn(
                ResourceKind.EVENT_TRACKER, UUID.randomUUID().toString().substring(0, 8));
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            GroupSchemas.of(transaction, group.arn()).requireNotGoing(DatasetType.INTERACTIONS);
            var others =
                    transaction.resources().childrenOf(group.arn(), EventTracker.class, ResourceKind.EVENT_TRACKER);
            if (!others.isEmpty()) {
                throw transaction
                        .resources()
                        .taken(
                                others.getFirst(),
                                new ResourceAlreadyExists(
                                        "Dataset group %s has the event tracker %s already; it can have one."
                                                .formatted(
                                                        group.arn(),
                                                        others.getFirst().arn())));
            }
            var tracker = new EventTracker(
                    request.name(),
                    arn,
                    caller.scope().account(),
                    trackingId.toString(),
                    group.arn(),
                    Status.ACTIVE,
                    now,
                    now);
            transaction.insert(tracker, tags);
            return new Response(arn, trackingId.toString());
        });
    }
}
