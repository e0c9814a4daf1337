package dev.kindred.server.operation.events;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.constraint.JsonText;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.recipe.Decimal;
import dev.kindred.server.stream.Properties;
import dev.kindred.server.stream.StreamedEvent;
import dev.kindred.server.stream.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records events of a user: all events of the request or, if one is invalid, none. They are on disk and part of
/// the user's history before the response is sent.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_PutEvents.html">API reference</a>
public final class PutEvents implements Operation<PutEvents.Request, PutEvents.Response> {

    private static final System.Logger LOG = System.getLogger(PutEvents.class.getName());

    public record MetricAttribution(
            @Required @Length(max = 1024) @Pattern("^[\\x20-\\x7E]*[\\x21-\\x7E]+[\\x20-\\x7E]*$")
            String eventAttributionSource) {}

    public record Event(
            @Length(min = 1, max = 256) @Nullable String eventId,
            @Required @Length(min = 1, max = 256) String eventType,
            @Nullable Float eventValue,
            @Length(min = 1, max = 256) @Sensitive @Nullable String itemId,

            @Length(min = 1, max = 1024) @Sensitive @JsonText @Nullable
            String properties,

            @Required Instant sentAt,
            @Length(min = 1, max = 40) @Nullable String recommendationId,
            @Length(min = 1, max = 25) @Nullable List<@Length(min = 1, max = 256) @Sensitive String> impression,
            @Nullable MetricAttribution metricAttribution) {}

    public record Request(
            @Required @Length(min = 1, max = 256) String trackingId,
            @Length(min = 1, max = 256) @Sensitive @Nullable String userId,
            @Required @Length(min = 1, max = 256) String sessionId,
            @Required @Length(min = 1, max = 10) @Sensitive List<@Sensitive Event> eventList) {}

    public record Response() {}

    private final ServiceContext context;
    private final PutTargets targets;
    private final Streams streams;
    private final MillisecondTimes times = new MillisecondTimes("sentAt");

    public PutEvents(ServiceContext context, PutTargets targets, Streams streams) {
        this.context = context;
        this.targets = targets;
        this.streams = streams;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var target = targets.ofTracker(caller.scope(), request.trackingId());
        var events = new ArrayList<StreamedEvent>();
        for (int i = 0; i < request.eventList().size(); i++) {
            var path = "eventList.%d.member".formatted(i + 1);
            events.add(read(request, request.eventList().get(i), target, path));
        }
        if (request.sessionId().equals("null")) { // as on AWS, which drops them silently
            streams.counts().nullSession(events.size());
            LOG.log(
                    INFO,
                    "Request {0}: {1} events were dropped: their sessionId is the text null",
                    caller.requestId(),
                    events.size());
            return new Response();
        }
        streams.append(target.dataset(), events);
        times.look(request.trackingId(), target.dataset().arn(), events);
        return new Response();
    }

    private StreamedEvent read(Request request, Event event, PutTargets.Target target, String path) {
        Properties properties;
        Map<String, String> keys;
        try {
            keys = Properties.keysOf(event.properties());
            EventRules.requireNoneForbidden(keys, target.schema(), path);
            properties = Properties.read(target.schema(), target.type(), event.properties());
        } catch (Properties.Refusal e) {
            throw new InvalidInput("%s.properties: %s".formatted(path, e.getMessage()));
        }
        var values = new HashMap<>(properties.values());
        values.remove("ITEM_ID");
        values.remove("EVENT_VALUE");
        var source = values.remove("EVENT_ATTRIBUTION_SOURCE");
        streams.counts().unknownProperties(properties.unknown());
        var attribution = event.metricAttribution();
        var read = new StreamedEvent(
                context.clock().millis(),
                request.userId(),
                request.sessionId(),
                event.eventId() == null ? EventRules.newId() : event.eventId(),
                itemOf(event, keys, path),
                event.eventType(),
                valueOf(event, keys, path),
                EventRules.seconds(event.sentAt()),
                event.recommendationId(),
                event.impression() == null ? List.of() : event.impression(),
                attribution == null ? source : attribution.eventAttributionSource(),
                values);
        EventRules.requireNotTooLarge(read, event.properties(), path);
        return read;
    }

    private static @Nullable String itemOf(Event event, Map<String, String> keys, String path) {
        if (event.itemId() != null) {
            return event.itemId();
        }
        var item = keys.getOrDefault("ITEMID", "");
        if (item.codePointCount(0, item.length()) > 256) {
            throw new InvalidInput("%s.properties: itemId has at most 256 characters.".formatted(path));
        }
        return item.isEmpty() ? null : item;
    }

    private static float valueOf(Event event, Map<String, String> keys, String path) {
        float value = Float.NaN;
        if (event.eventValue() != null) {
            value = event.eventValue();
        } else {
            var text = keys.getOrDefault("EVENTVALUE", "");
            if (text.isEmpty()) {
                return Float.NaN;
            }
            value = (float) Decimal.real(text)
                    .orElseThrow(() -> new InvalidInput("%s.properties: eventValue is not a number.".formatted(path)));
        }
        if (!Float.isFinite(value)) {
            throw new InvalidInput(
                    "%s.eventValue must be a number from %s to %s.".formatted(path, -Float.MAX_VALUE, Float.MAX_VALUE));
        }
        return value;
    }
}
