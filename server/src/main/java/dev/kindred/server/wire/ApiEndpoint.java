package dev.kindred.server.wire;

import static java.lang.System.Logger.Level.ERROR;

import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.auth.Claim;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InternalFailure;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.Serialization;
import dev.kindred.server.error.ServiceException.Throttling;
import dev.kindred.server.error.ServiceException.UnknownOperation;
import dev.kindred.server.operation.AwsModel;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.TransitionWait;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.view.Api;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Amazon Personalize API: the control plane as AWS JSON 1.1, the runtime and events APIs as REST-JSON.
public final class ApiEndpoint implements Handler {

    private static final System.Logger LOG = System.getLogger(ApiEndpoint.class.getName());
    private static final HeaderName TARGET = HeaderNames.create("X-Amz-Target");
    private static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");

    /// The header that asks for the reasons of recommendations.
    private static final HeaderName EXPLAIN = HeaderNames.create("x-kindred-explain");
    private static final String SERVICE = "personalize";
    private static final String TARGET_PREFIX = "AmazonPersonalize.";
    private static final int OK = 200;

    /// The largest body of an API request. Taste: AWS's largest documented request is far smaller.
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final String TOO_LARGE = "The body is larger than %d bytes.".formatted(MAX_BODY_BYTES);

    private final Dispatcher dispatcher;
    private final RequestMemory memory;
    private final Authentication authentication;
    private final CallerRights rights;

    public ApiEndpoint(
            List<Operation<?, ?>> operations,
            TransitionWait transitions,
            Capacity capacity,
            Authentication authentication,
            CallerRights rights) {
        this.memory = capacity.memory();
        this.dispatcher = new Dispatcher(operations, transitions, capacity.queues());
        this.authentication = authentication;
        this.rights = rights;
    }

    /// Returns whether a request is for this endpoint.
    static boolean isFor(ServerRequest request) {
        return request.prologue().method().equals(io.helidon.http.Method.POST)
                && (request.headers().contains(TARGET)
                        || AwsModel.findByPath(request.prologue().uriPath().rawPath())
                                .isPresent());
    }

    /// Returns the operations for callers within the process, with the same queues and rights.
    public Api local() {
        return (caller, region, operation, request, explained) -> {
            var body = JsonCodec.encode(request);
            rights.require(caller, operation, body);
            var scope = new Scope(caller.account(), region);
            return JsonCodec.tree(dispatcher.call(operation, body, new Caller(scope, RequestId.next(), explained)));
        };
    }

    /// A response that is ready to be sent.
    ///
    /// @param errorType the type of an error, or null
    @SuppressWarnings("ArrayRecordComponent") // used by one request, never compared
    private record Reply(int status, @Nullable String errorType, byte[] body) {

        static Reply of(AuthenticationException refusal, Protocol protocol) {
            var form = AuthenticationForm.of(refusal.reason());
            return new Reply(
                    form.statusIn(protocol),
                    form.type(),
                    JsonCodec.encode(Map.of("__type", form.type(), "message", refusal.getMessage())));
        }

        static Reply of(ServiceException error, Protocol protocol) {
            var form = ErrorForm.of(error, protocol);
            return new Reply(
                    form.status(),
                    form.type(),
                    JsonCodec.encode(Map.of("__type", form.type(), "message", error.getMessage())));
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var posted = AwsModel.findByPath(request.prologue().uriPath().rawPath()).orElse(null);
        var protocol = posted == null ? Protocol.JSON_1_1 : Protocol.of(posted.service());
        var requestId = RequestId.next();
        response.header(AccessLog.REQUEST_ID, requestId);
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.header(HeaderNames.CONTENT_TYPE, protocol.contentType());
        var claim = authentication.claim(request, SERVICE);
        try (var held = memory.open()) {
            send(response, reply(request, posted, claim, bodyOf(request, held), requestId), held, protocol);
        } catch (UnreadBodyException e) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            send(response, Reply.of(e.refusal, protocol));
            throw new CloseConnectionException("the rest of the body would be taken for a request");
        }
    }

    /// Sends a reply, or refuses to if it is large and there is no memory. The reply to a change is never large.
    private static void send(ServerResponse response, Reply reply, RequestMemory.Held held, Protocol protocol) {
        try {
            held.reserveAnswer(reply.body().length);
        } catch (Throttling e) {
            send(response, Reply.of(e, protocol));
            return;
        }
        send(response, reply);
    }

    private static void send(ServerResponse response, Reply reply) {
        response.status(reply.status());
        if (reply.errorType() != null) {
            response.header(ERROR_TYPE, reply.errorType());
        }
        RetryAfter.mark(response, reply.status());
        response.send(reply.body());
    }

    private Reply reply(
            ServerRequest request, AwsModel.@Nullable Entry posted, Claim claim, byte[] body, String requestId) {
        var protocol = posted == null ? Protocol.JSON_1_1 : Protocol.of(posted.service());
        try {
            var principal = claim.prove(body);
            var name =
                    posted == null ? operationOf(request.headers().first(TARGET).orElse(null)) : posted.name();
            AccessLog.name(request, name);
            rights.require(request, principal, name, body);
            var scope = new Scope(principal.account(), authentication.regionOf(claim));
            var caller = new Caller(scope, requestId, explains(request));
            return new Reply(OK, null, dispatcher.call(name, body, caller));
        } catch (AuthenticationException e) {
            return Reply.of(e, protocol);
        } catch (ServiceException e) {
            return Reply.of(e, protocol);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Request " + requestId + " failed by a fault of the server", e);
            return Reply.of(
                    new InternalFailure(
                            "The server failed. Its log tells more, under the request id " + requestId + "."),
                    protocol);
        }
    }

    private static boolean explains(ServerRequest request) {
        if (!request.headers().contains(EXPLAIN)) {
            return false;
        }
        var value = request.headers().get(EXPLAIN).get();
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new InvalidInput(
                    "The header x-kindred-explain has another value than true and false. Give one of them.");
        }
        return value.equalsIgnoreCase("true");
    }

    private static String operationOf(@Nullable String target) {
        if (target == null || !target.startsWith(TARGET_PREFIX)) {
            throw new UnknownOperation("X-Amz-Target %s names no operation of Amazon Personalize.".formatted(target));
        }
        return target.substring(TARGET_PREFIX.length());
    }

    /// Returns the body.
    ///
    /// @throws UnreadBodyException if it is too large, or there is no memory for it
    private static byte[] bodyOf(ServerRequest request, RequestMemory.Held held) {
        long declared = request.headers().contentLength().orElse(-1);
        if (declared > MAX_BODY_BYTES) {
            throw new UnreadBodyException(new Serialization(TOO_LARGE));
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            var body = held.read(request.content().inputStream(), declared, MAX_BODY_BYTES);
            if (body.length > MAX_BODY_BYTES) {
                throw new UnreadBodyException(new Serialization(TOO_LARGE));
            }
            return body;
        } catch (Throttling e) {
            throw new UnreadBodyException(e);
        } catch (IOException | DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("the body broke off", e);
        }
    }

    /// A refusal of a request whose body is not read to its end.
    private static final class UnreadBodyException extends RuntimeException {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never serialized
        private final ServiceException refusal;

        UnreadBodyException(ServiceException refusal) {
            super(refusal.getMessage(), null, false, false);
            this.refusal = refusal;
        }
    }
}
