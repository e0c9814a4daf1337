package dev.kindred.server.wire.s3;

import dev.kindred.server.wire.RequestMemory;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The raw body of one request, and its treatment if the request is refused before the body is read. Not
/// thread-safe.
final class RequestContent extends InputStream {

    /// The body that is read although the request is refused, so that the connection lives on. Taste.
    private static final long LARGEST_DRAINED = 16L * 1024 * 1024;
    private static final long LARGEST_INVITED = 1024 * 1024;

    private final ServerRequest http;
    private final RequestMemory.Held held;
    private @Nullable InputStream opened;

    RequestContent(ServerRequest http, RequestMemory.Held held) {
        this.http = http;
        this.held = held;
    }

    /// The memory that the request has reserved.
    RequestMemory.Held held() {
        return held;
    }

    /// Returns the declared length; a body without one is refused.
    long length() {
        if (isHttpChunked()) {
            throw new S3Exception(
                    S3Error.MissingContentLength,
                    "You must provide the Content-Length HTTP header; a body in Transfer-Encoding: chunked is not accepted.");
        }
        return http.headers().contentLength().orElse(0);
    }

    private boolean isHttpChunked() {
        return http.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    /// Whether the client waits for `100 Continue` before it sends the body. The server does not send it for a
    /// refused request; some clients then take the next response on the connection for it.
    boolean isNothingAwaited() {
        return http.headers().containsToken(HeaderValues.EXPECT_100) && !isHttpChunked() && length() == 0;
    }

    @Override
    public int read() throws IOException {
        return opened().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return opened().read(bytes, offset, length);
    }

    /// A read invites a client that waits for `100 Continue`, so the stream opens at the first read.
    private InputStream opened() {
        var stream = opened;
        if (stream == null) {
            stream = length() == 0
                    ? InputStream.nullInputStream()
                    : http.content().inputStream();
            opened = stream;
        }
        return stream;
    }

    /// Prepares the connection for the response to a refused request. Returns whether the connection must close.
    ///
    /// A short body is read and discarded, because some clients cannot read a response before they have sent it.
    boolean mustCloseAfter(ServerResponse response) {
        boolean isAwaitingContinue = http.headers().containsToken(HeaderValues.EXPECT_100) && !http.continueSent();
        if (isHttpChunked() || length() > (isAwaitingContinue ? LARGEST_INVITED : LARGEST_DRAINED)) {
            response.header(HeaderValues.CONNECTION_CLOSE);
            return true;
        }
        if (isAwaitingContinue) {
            drain();
        }
        return false;
    }

    private void drain() {
        try {
            transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
