package dev.kindred.server.wire;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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

    /// The families of error documents.
    enum Form {
        JSON,
        S3,
        QUERY
    }

    static RequestRefusal accessDenied(String message) {
        return new RequestRefusal(403, "AccessDeniedException", "AccessDenied", message);
    }

    /// Sends the answer. The connection must be closed afterwards, because the body of the request is unread.
    void send(ServerRequest request, ServerResponse response, Form form) {
        var id = RequestId.next();
        response.status(status);
        response.header(HeaderValues.CONNECTION_CLOSE);
        response.header(form == Form.S3 ? S3_REQUEST_ID : AccessLog.REQUEST_ID, id);
        response.header(HeaderNames.CONTENT_TYPE, contentType(request, form));
        if (form == Form.JSON) {
            response.header(ERROR_TYPE, type);
        }
        if (request.prologue().method().text().equals("HEAD")) {
            response.send();
        } else {
            response.send(body(form, id));
        }
    }

    private static String contentType(ServerRequest request, Form form) {
        return switch (form) {
            case JSON ->
                request.prologue().uriPath().rawPath().equals("/")
                        ? Protocol.JSON_1_1.contentType()
                        : Protocol.REST_JSON.contentType();
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
