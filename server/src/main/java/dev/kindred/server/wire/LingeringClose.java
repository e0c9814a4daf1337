package dev.kindred.server.wire;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Gives a client the time to read an answer that was given before its body was read. A connection that is
/// closed with bytes unread is reset, and a reset may overtake the answer.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, Tear-down</a>
public final class LingeringClose {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private LingeringClose() {}

    /// Reads and throws away what the client still sends, for a while.
    public static void of(ServerRequest request) {
        var headers = request.headers();
        if (!request.content().hasEntity()
                || headers.contains(HeaderNames.EXPECT) // its body was never asked for
                || headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            return;
        }
        var reader = Thread.ofVirtual().start(() -> {
            try (var in = request.content().inputStream()) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException | RuntimeException e) {
                // gone, or read already: there is nothing left to wait for
            }
        });
        try {
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
