package dev.kindred.server.wire.s3;

import dev.kindred.server.wire.XmlWriter;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/// The forms of this endpoint's responses.
final class Answers {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Answers() {}

    /// Returns a document of S3's namespace.
    static byte[] document(String root, Consumer<XmlWriter> content) {
        return XmlWriter.document(root, NAMESPACE, content);
    }

    /// Sends `200` with a document.
    static void xml(ServerResponse response, String root, Consumer<XmlWriter> content) {
        kept(response, "application/xml", document(root, content));
    }

    /// Sends `200` with a document that can be large.
    static void listing(S3Request request, ServerResponse response, String root, Consumer<XmlWriter> content) {
        byte[] document = document(root, content);
        request.content().held().reserveAnswer(document.length);
        kept(response, "application/xml", document);
    }

    /// Sends `200` with an encoded document.
    static void kept(ServerResponse response, String contentType, byte[] document) {
        response.header("content-type", contentType);
        response.send(document);
    }

    static void empty(ServerResponse response, Status status) {
        response.status(status).send();
    }

    /// Sets a header. A value that could end the header line is a fault of the server here, and is refused.
    static void header(ServerResponse response, String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control character in header " + name);
        }
        response.header(HeaderNames.create(name), value);
    }

    static void etag(ServerResponse response, String etag) {
        header(response, "ETag", quoted(etag));
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }
}
