package dev.kindred.server.wire.s3;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The raw body of one request, and what becomes of it when the request is refused unread. Used by one thread.
final class RequestContent {

    private static final long LARGEST_DRAINED = 16L * 1024 * 1024;
    private static final long LARGEST_INVITED = 1024 * 1024;

    private final ServerRequest http;
    private @Nullable InputStream stream;

    RequestContent(ServerRequest http) {
        this.http = http;
    }

    boolean isHttpChunked() {
        return http.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    long length() {
        return http.headers().contentLength().orElse(0);
    }

    /// Returns the bytes; the first read lets a client that waits for `100 Continue` go on.
    InputStream stream() {
        var opened = stream;
        if (opened == null) {
            opened = length() == 0
                    ? InputStream.nullInputStream()
                    : http.content().inputStream();
            stream = opened;
        }
        return opened;
    }

    /// Settles the connection of a refused request. A short body is read past, even if its sender has yet to send it:
    /// some clients
    /// cannot read an answer before that. With a long one the connection ends with the answer.
    void abandon(ServerResponse response) {
        boolean isAwaitingContinue = http.headers().containsToken(HeaderValues.EXPECT_100) && !http.continueSent();
        if (isHttpChunked() || length() > (isAwaitingContinue ? LARGEST_INVITED : LARGEST_DRAINED)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return;
        }
        if (isAwaitingContinue) {
            drain();
        }
    }

    private void drain() {
        try {
            stream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
