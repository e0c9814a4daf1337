package dev.kindred.server.operation.events;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.constraint.JsonText;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.schema.ActionEventType;
import dev.kindred.server.stream.Properties;
import dev.kindred.server.stream.StreamedEvent;
import dev.kindred.server.stream.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records interactions of users with actions: all interactions of the request or, if one is invalid, none. They
/// are on disk and part of the users' histories before the response is sent.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_PutActionInteractions.html">API
/// reference</a>
public final class PutActionInteractions
        implements Operation<PutActionInteractions.Request, PutActionInteractions.Response> {

    private static final System.Logger LOG = System.getLogger(PutActionInteractions.class.getName());

    public record ActionInteraction(
            @Required @Length(min = 1, max = 256) @Sensitive String actionId,
            @Length(min = 1, max = 256) @Sensitive @Nullable String userId,
            @Required @Length(min = 1, max = 256) String sessionId,
            @Required Instant timestamp,
            @Required @Length(min = 1, max = 256) String eventType,
            @Length(min = 1, max = 256) @Nullable String eventId,
            @Length(min = 1, max = 40) @Nullable String recommendationId,
            @Length(min = 1, max = 25) @Nullable List<@Length(min = 1, max = 256) @Sensitive String> impression,

            @Length(min = 1, max = 1024) @Sensitive @JsonText @Nullable
            String properties) {}

    public record Request(
            @Required @Length(min = 1, max = 256) String trackingId,

            @Required @Length(min = 1, max = 10) @Sensitive List<ActionInteraction> actionInteractions) {}

    public record Response() {}

    private final ServiceContext context;
    private final PutTargets targets;
    private final Streams streams;
    private final MillisecondTimes times = new MillisecondTimes("timestamp");

    public PutActionInteractions(ServiceContext context, PutTargets targets, Streams streams) {
        this.context = context;
        this.targets = targets;
        this.streams = streams;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var target = targets.ofActionTracker(caller.scope(), request.trackingId());
        var events = new ArrayList<StreamedEvent>();
        int dropped = 0;
        for (int i = 0; i < request.actionInteractions().size(); i++) {
            var path = "actionInteractions.%d.member".formatted(i + 1);
            var event = read(request.actionInteractions().get(i), target, path);
            if (event.sessionId().equals("null")) { // as in PutEvents
                dropped++;
            } else {
                events.add(event);
            }
        }
        if (dropped > 0) {
            streams.counts().nullSession(dropped);
            LOG.log(
                    INFO,
                    "Request {0}: {1} action interactions were dropped: their sessionId is the text null",
                    caller.requestId(),
                    dropped);
        }
        if (!events.isEmpty()) {
            streams.append(target.dataset(), events);
            times.look(request.trackingId(), target.dataset().arn(), events);
        }
        return new Response();
    }

    private StreamedEvent read(ActionInteraction interaction, PutTargets.Target target, String path) {
        Properties properties;
        try {
            EventRules.requireNoneForbidden(Properties.keysOf(interaction.properties()), target.schema(), path);
            properties = Properties.read(target.schema(), target.type(), interaction.properties());
        } catch (Properties.Refusal e) {
            throw new InvalidInput("%s.properties: %s".formatted(path, e.getMessage()));
        }
        var values = new HashMap<>(properties.values());
        values.remove("ACTION_ID");
        streams.counts().unknownProperties(properties.unknown());
        var read = new StreamedEvent(
                context.clock().millis(),
                interaction.userId(),
                interaction.sessionId(),
                interaction.eventId() == null ? EventRules.newId() : interaction.eventId(),
                interaction.actionId(),
                typeOf(interaction, path).name(),
                Float.NaN,
                EventRules.seconds(interaction.timestamp()),
                interaction.recommendationId(),
                interaction.impression() == null ? List.of() : interaction.impression(),
                null,
                values);
        EventRules.requireNotTooLarge(read, interaction.properties(), path);
        return read;
    }

    private static ActionEventType typeOf(ActionInteraction interaction, String path) {
        return ActionEventType.find(interaction.eventType())
                .orElseThrow(() -> new InvalidInput(
                        "%s.eventType is '%s'. An action can be Taken, Not Taken or Viewed; other events are about items and go to PutEvents."
                                .formatted(path, interaction.eventType())));
    }
}
