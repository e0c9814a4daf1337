package dev.kindred.server.wire;

import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.operation.AwsModel;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// An error answer that is sent before a service handles the request. It has the form of the service's own errors.
///
/// @param status the HTTP status
/// @param type the error type of the JSON protocols
/// @param code the error code of S3 and of the query protocol
/// @param message the sentence for the caller
record RequestRefusal(int status, String type, String code, String message) {

    private static final HeaderName ERROR_TYPE = HeaderNames.create("x-amzn-ErrorType");
    private static final HeaderName S3_REQUEST_ID = HeaderNames.create("x-amz-request-id");

    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;
    private static final int FORBIDDEN = 403;

    /// The families of error documents.
    enum Form {
        JSON,
        S3,
        QUERY;

        /// Returns the form of errors for a target of which nothing else is known.
        static Form of(String target) {
            int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
            var path = target.substring(0, end);
            boolean isOther = path.length() < 2
                    || AwsModel.findByPath(path).isPresent()
                    || path.equals("/healthz")
                    || path.equals("/metrics")
                    || path.startsWith("/kindred/");
            return isOther ? JSON : S3;
        }
    }

    static RequestRefusal malformed(String message) {
        return new RequestRefusal(BAD_REQUEST, "MalformedHttpRequestException", "BadRequest", message);
    }

    static RequestRefusal internal() {
        return new RequestRefusal(
                INTERNAL, "InternalFailure", "InternalError", "The server failed. Its log has the reason.");
    }

    static RequestRefusal accessDenied(String message) {
        return new RequestRefusal(FORBIDDEN, "AccessDeniedException", "AccessDenied", message);
    }

    static RequestRefusal of(AuthenticationException refusal, ServerRequest request, Form form) {
        var codes = AuthenticationForm.of(refusal.reason());
        int status = switch (form) {
            case JSON -> codes.statusIn(isRoot(request) ? Protocol.JSON_1_1 : Protocol.REST_JSON);
            case S3 -> codes.s3Status();
            case QUERY -> FORBIDDEN;
        };
        var code = form == Form.S3 ? codes.s3Code() : codes.queryCode();
        return new RequestRefusal(status, codes.type(), code, refusal.getMessage());
    }

    private static boolean isRoot(ServerRequest request) {
        return request.prologue().uriPath().rawPath().equals("/");
    }

    /// Sends the answer. The connection must be closed afterwards, because the body of the request is unread.
    void send(ServerRequest request, ServerResponse response, Form form) {
        var id = RequestId.next();
        response.status(status);
        response.header(HeaderValues.CONNECTION_CLOSE);
        response.header(form == Form.S3 ? S3_REQUEST_ID : AccessLog.REQUEST_ID, id);
        response.header(
                HeaderNames.CONTENT_TYPE,
                contentType(form, request.prologue().uriPath().rawPath()));
        if (form == Form.JSON) {
            response.header(ERROR_TYPE, type);
        }
        if (request.prologue().method().text().equals("HEAD")) {
            response.send();
        } else {
            response.send(body(form, id));
        }
    }

    /// Returns the whole response, for a request that no handler receives.
    ///
    /// @param target the target of the request, or an empty text if it is unknown
    byte[] response(String target) {
        var form = Form.of(target);
        var id = RequestId.next();
        var body = body(form, id);
        var head = "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n\r\n"
                .formatted(
                        status,
                        status == BAD_REQUEST ? "Bad Request" : "Internal Server Error",
                        contentType(form, target),
                        body.length,
                        form == Form.S3
                                ? "x-amz-request-id: " + id
                                : "x-amzn-RequestId: %s\r\nx-amzn-ErrorType: %s".formatted(id, type));
        var start = head.getBytes(StandardCharsets.US_ASCII);
        var whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /// Returns the answer as the web server takes it, for a request that it refuses itself.
    DirectHandler.TransportResponse transportResponse(String target) {
        var form = Form.of(target);
        var id = RequestId.next();
        var response = DirectHandler.TransportResponse.builder()
                .status(Status.create(status))
                .keepAlive(false)
                .header(HeaderNames.CONTENT_TYPE, contentType(form, target))
                .header(form == Form.S3 ? S3_REQUEST_ID : AccessLog.REQUEST_ID, id);
        if (form == Form.JSON) {
            response.header(ERROR_TYPE, type);
        }
        return response.entity(body(form, id)).build();
    }

    private static String contentType(Form form, String target) {
        return switch (form) {
            case JSON -> target.length() < 2 ? Protocol.JSON_1_1.contentType() : Protocol.REST_JSON.contentType();
            case S3 -> "application/xml";
            case QUERY -> "text/xml";
        };
    }

    private byte[] body(Form form, String id) {
        return switch (form) {
            case JSON -> JsonCodec.encode(Map.of("__type", type, "message", message));
            case S3 ->
                XmlWriter.document(
                        "Error",
                        null,
                        xml -> xml.text("Code", code).text("Message", message).text("RequestId", id));
            case QUERY ->
                XmlWriter.document(
                        "ErrorResponse",
                        null,
                        xml -> xml.nest(
                                        "Error",
                                        error -> error.text("Type", status < 500 ? "Sender" : "Receiver")
                                                .text("Code", code)
                                                .text("Message", message))
                                .text("RequestId", id));
        };
    }
}
