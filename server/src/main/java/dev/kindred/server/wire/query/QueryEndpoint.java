package dev.kindred.server.wire.query;

import static java.lang.System.Logger.Level.ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.resource.Partition;
import dev.kindred.server.wire.AccessLog;
import dev.kindred.server.wire.Authentication;
import dev.kindred.server.wire.Capacity;
import dev.kindred.server.wire.RequestId;
import dev.kindred.server.wire.RequestMemory;
import dev.kindred.server.wire.RetryAfter;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The endpoint of the services with the query protocol: finds the action that a form names, calls it and renders its
/// result.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
public final class QueryEndpoint implements Handler {

    private static final System.Logger LOG = System.getLogger(QueryEndpoint.class.getName());
    private static final String FORM = "application/x-www-form-urlencoded";
    /// A percent-encoded policy of 131,072 characters, plus the other fields.
    private static final int LARGEST_FORM = 512 * 1024;

    private final List<QueryService> services;
    private final RequestMemory memory;
    private final FairQueue queue;
    private final Authentication authentication;

    /// @param services the services; the first one handles requests that name no service
    public QueryEndpoint(List<QueryService> services, Capacity capacity, Authentication authentication) {
        this.services = List.copyOf(services);
        this.memory = capacity.memory();
        this.queue = capacity.queues().controlPlane();
        this.authentication = authentication;
    }

    /// Returns whether a request is for this endpoint: a form posted to `/` without an operation of a JSON service.
    public static boolean accepts(ServerRequest request) {
        return request.prologue().method().text().equals("POST")
                && request.prologue().uriPath().rawPath().equals("/")
                && !request.headers().contains(HeaderNames.create("x-amz-target"))
                && request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(FORM);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        String requestId = RequestId.next();
        response.header(AccessLog.REQUEST_ID, requestId);
        response.header(HeaderNames.CONTENT_TYPE, "text/xml");
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                || request.headers().contentLength().orElse(0) > LARGEST_FORM) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            refuse(
                    services.getFirst(),
                    response,
                    requestId,
                    new QueryException(
                            QueryError.RequestEntityTooLarge,
                            "A form needs a Content-Length of at most %,d.".formatted(LARGEST_FORM)));
            throw new CloseConnectionException("refused with its body unread");
        }
        var service = services.getFirst();
        try (var held = memory.open()) {
            var body = bodyOf(request, held);
            var form = Form.parse(new String(body, UTF_8));
            service = serviceOf(form);
            var claim = authentication.claim(request, service.name());
            var caller = new QueryCaller(Partition.of(authentication.regionOf(claim)), claim.prove(body));
            try (var _ = queue.enter(QueryEndpoint.class, 1)) {
                answer(service, form, caller, request, response, requestId);
            }
        } catch (AuthenticationException e) {
            refuse(service, response, requestId, QueryException.of(e));
        } catch (ServiceException.Throttling e) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            refuse(service, response, requestId, new QueryException(QueryError.Throttling, e.getMessage()));
            throw new CloseConnectionException("refused with its body unread");
        } catch (QueryException e) {
            refuse(service, response, requestId, e);
        } catch (ServiceException.Validation e) {
            refuse(service, response, requestId, new QueryException(QueryError.ValidationError, e.getMessage()));
        } catch (ServiceException.InvalidNextToken e) {
            refuse(
                    service,
                    response,
                    requestId,
                    new QueryException(
                            QueryError.ValidationError,
                            "Invalid Marker: give one that the same list returned, or start again without it."));
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Request " + requestId + " failed by a fault of the server", e);
            refuse(
                    service,
                    response,
                    requestId,
                    new QueryException(
                            QueryError.ServiceFailure,
                            "The server failed. Its log tells more, under the request id " + requestId + "."));
        }
    }

    private static byte[] bodyOf(ServerRequest request, RequestMemory.Held held) throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        long declared = request.headers().contentLength().orElse(0);
        return held.read(request.content().inputStream(), declared, LARGEST_FORM);
    }

    /// Returns the service of a form: by version, or otherwise by action.
    private QueryService serviceOf(Form form) {
        String version = form.orEmpty("Version");
        return find(version, "").or(() -> find("", form.orEmpty("Action"))).orElseGet(services::getFirst);
    }

    private Optional<QueryService> find(String version, String action) {
        return services.stream()
                .filter(service ->
                        service.version().equals(version) || service.actions().containsKey(action))
                .findFirst();
    }

    private void answer(
            QueryService service,
            Form form,
            QueryCaller caller,
            ServerRequest request,
            ServerResponse response,
            String requestId) {
        String name = form.orEmpty("Action");
        var action = service.actions().get(name);
        if (action == null) {
            throw new QueryException(
                    QueryError.InvalidAction,
                    "Could not find operation %s for version %s: %s"
                            .formatted(
                                    shorten(name),
                                    shorten(
                                            form.orEmpty("Version").isEmpty()
                                                    ? "NO_VERSION_SPECIFIED"
                                                    : form.orEmpty("Version")),
                                    service.scope()));
        }
        AccessLog.name(request, name);
        var permission = service.name() + ":" + name;
        caller.principal().require(service.accessOf(name), permission);
        if (service.reachesWholeAccount()) {
            caller.principal().requireWholeAccount(permission);
        }
        var result = action.call(form, caller);
        response.send(XmlWriter.document(name + "Response", service.namespace(), xml -> {
            if (result != null) {
                xml.nest(name + "Result", result);
            }
            xml.nest("ResponseMetadata", metadata -> metadata.text("RequestId", requestId));
        }));
    }

    private static String shorten(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static void refuse(
            QueryService service, ServerResponse response, String requestId, QueryException refusal) {
        response.status(refusal.error().status());
        RetryAfter.mark(response, refusal.error().status());
        response.send(XmlWriter.document(
                "ErrorResponse",
                service.namespace(),
                xml -> xml.nest(
                                "Error",
                                error -> error.text("Type", refusal.error().status() < 500 ? "Sender" : "Receiver")
                                        .text("Code", refusal.error().name())
                                        .text("Message", refusal.getMessage()))
                        .text("RequestId", requestId)));
    }
}
