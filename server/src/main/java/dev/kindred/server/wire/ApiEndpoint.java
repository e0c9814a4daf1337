package dev.kindred.server.wire;

import static java.lang.System.Logger.Level.ERROR;

import dev.kindred.server.catalog.Scope;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.InternalFailure;
import dev.kindred.server.error.ServiceException.Serialization;
import dev.kindred.server.error.ServiceException.UnknownOperation;
import dev.kindred.server.operation.AwsModel;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The API of Amazon Personalize: its control plane as AWS JSON 1.1, its runtime and events as REST-JSON.
public final class ApiEndpoint implements Handler {

    private static final System.Logger LOG = System.getLogger(ApiEndpoint.class.getName());
    private static final HeaderName TARGET = HeaderNames.create("X-Amz-Target");
    private static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");
    private static final String TARGET_PREFIX = "AmazonPersonalize.";
    private static final int MAX_BODY_BYTES = 4 << 20;

    private final Dispatcher dispatcher;
    private final String account;
    private final String defaultRegion;

    /// @param defaultRegion the region of requests whose signature names none
    public ApiEndpoint(List<Operation<?, ?>> operations, String account, String defaultRegion) {
        this.dispatcher = new Dispatcher(operations);
        this.account = account;
        this.defaultRegion = defaultRegion;
    }

    /// Whether a request is for this endpoint.
    static boolean isFor(ServerRequest request) {
        return request.prologue().method().equals(io.helidon.http.Method.POST)
                && (request.headers().contains(TARGET)
                        || AwsModel.findByPath(request.path().rawPath()).isPresent());
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var requestId = RequestId.next();
        response.header(AccessLog.REQUEST_ID, requestId);
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        var target = request.headers().first(TARGET).orElse(null);
        var posted =
                target == null ? AwsModel.findByPath(request.path().rawPath()).orElse(null) : null;
        var protocol = posted == null ? Protocol.JSON_1_1 : Protocol.of(posted.service());
        response.header(HeaderNames.CONTENT_TYPE, protocol.contentType());
        try {
            var region = CredentialScope.region(
                    request.headers().first(HeaderNames.AUTHORIZATION).orElse(null), defaultRegion);
            var caller = new Caller(new Scope(account, region), requestId);
            var name = posted == null ? operationOf(target) : posted.name();
            AccessLog.name(request, name);
            response.send(dispatcher.call(name, bodyOf(request), caller));
        } catch (ServiceException e) {
            refuse(response, e, protocol);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Request " + requestId + " failed by a fault of the server", e);
            refuse(
                    response,
                    new InternalFailure(
                            "The server failed. Its log tells more, under the request id " + requestId + "."),
                    protocol);
        }
    }

    private static String operationOf(@Nullable String target) {
        if (target == null || !target.startsWith(TARGET_PREFIX)) {
            throw new UnknownOperation("X-Amz-Target %s names no operation of Amazon Personalize.".formatted(target));
        }
        return target.substring(TARGET_PREFIX.length());
    }

    private static byte[] bodyOf(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (var in = request.content().inputStream()) {
            var body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new Serialization("The body is larger than %d bytes.".formatted(MAX_BODY_BYTES));
            }
            return body;
        } catch (IOException e) {
            throw new Serialization("The body broke off.");
        }
    }

    private static void refuse(ServerResponse response, ServiceException error, Protocol protocol) {
        var form = ErrorForm.of(error, protocol);
        response.status(form.status());
        response.header(ERROR_TYPE, form.type());
        response.send(JsonCodec.encode(Map.of("__type", form.type(), "message", error.getMessage())));
    }
}
