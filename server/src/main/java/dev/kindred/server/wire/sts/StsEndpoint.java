package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.wire.XmlWriter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Answers `GetCallerIdentity` with the configured account; every other action of STS is refused by name.
/// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">API reference</a>
public final class StsEndpoint implements Handler {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int LARGEST_FORM = 64 * 1024;

    private final String accountId;

    public StsEndpoint(String accountId) {
        this.accountId = accountId;
    }

    /// Whether a request is one for STS: a form posted to `/` that names no operation of a JSON service.
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
        String requestId = UUID.randomUUID().toString();
        response.header("x-amzn-RequestId", requestId);
        response.header(HeaderNames.CONTENT_TYPE, "text/xml");
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)
                || request.headers().contentLength().orElse(0) > LARGEST_FORM) {
            response.header(HeaderNames.CONNECTION, "close");
            refuse(
                    response,
                    413,
                    requestId,
                    "RequestEntityTooLarge",
                    "A form needs a Content-Length of at most 65,536.");
            throw new CloseConnectionException("refused with its body unread");
        }
        Map<String, String> form;
        try {
            form = form(request);
        } catch (IllegalArgumentException e) {
            refuse(response, 400, requestId, "MalformedQueryString", "The form is not percent-escaped UTF-8.");
            return;
        }
        String action = form.getOrDefault("Action", "");
        if (!action.equals("GetCallerIdentity")) {
            refuse(
                    response,
                    400,
                    requestId,
                    "InvalidAction",
                    "Could not find operation %s for version %s: this server answers GetCallerIdentity only."
                            .formatted(shorten(action), shorten(form.getOrDefault("Version", "NO_VERSION_SPECIFIED"))));
            return;
        }
        response.send(XmlWriter.document(
                "GetCallerIdentityResponse",
                NAMESPACE,
                xml -> xml.nest(
                                "GetCallerIdentityResult",
                                result -> result.text("Arn", "arn:aws:iam::" + accountId + ":root")
                                        .text("UserId", accountId)
                                        .text("Account", accountId))
                        .nest("ResponseMetadata", metadata -> metadata.text("RequestId", requestId))));
    }

    private static Map<String, String> form(ServerRequest request) throws IOException {
        var fields = new HashMap<String, String>();
        if (!request.content().hasEntity()) {
            return fields;
        }
        String text = new String(request.content().inputStream().readNBytes(LARGEST_FORM), UTF_8);
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return fields;
    }

    private static String shorten(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private static void refuse(ServerResponse response, int status, String requestId, String code, String message) {
        response.status(status);
        response.send(XmlWriter.document(
                "ErrorResponse",
                NAMESPACE,
                xml -> xml.nest(
                                "Error",
                                error -> error.text("Type", "Sender")
                                        .text("Code", code)
                                        .text("Message", message))
                        .text("RequestId", requestId)));
    }
}
