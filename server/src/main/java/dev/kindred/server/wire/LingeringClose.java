package dev.kindred.server.wire;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Delays closing a connection so that the client can read a response that was sent before the request body was read.
/// Closing a connection with unread bytes resets it, and the reset can overtake the response.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, Tear-down</a>
public final class LingeringClose {

    /// The time that a refused client has to read the answer. Taste.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private LingeringClose() {}

    /// Reads and discards the remaining bytes of the request, for a limited time.
    public static void of(ServerRequest request) {
        var headers = request.headers();
        if (!request.content().hasEntity()
                || headers.contains(HeaderNames.EXPECT) // the client sends no body without 100 Continue
                || headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return;
        }
        var reader = Thread.ofVirtual().start(() -> {
            try (var in = request.content().inputStream()) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException | RuntimeException e) {
                // closed, or already read: nothing to wait for
            }
        });
        try {
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
