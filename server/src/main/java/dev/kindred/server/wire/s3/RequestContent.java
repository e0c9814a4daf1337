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
final class RequestContent extends InputStream {

    /// The body that is read although the request is refused, so that the connection lives on. Taste.
    private static final long LARGEST_DRAINED = 16L * 1024 * 1024;
    private static final long LARGEST_INVITED = 1024 * 1024;

    private final ServerRequest http;
    private @Nullable InputStream opened;

    RequestContent(ServerRequest http) {
        this.http = http;
    }

    /// The length its sender announced; a body whose sender announced none is not accepted.
    long length() {
        if (isHttpChunked()) {
            // An HTTP chunk is read into memory whole, so its sender would choose how much of it we need.
            throw new S3Exception(
                    S3Error.MissingContentLength,
                    "You must provide the Content-Length HTTP header; a body in Transfer-Encoding: chunked is not accepted.");
        }
        return http.headers().contentLength().orElse(0);
    }

    private boolean isHttpChunked() {
        return http.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    /// Whether its sender waits for `100 Continue` before it sends nothing at all. It is never asked to go on;
    /// and some clients that were not asked take the next answer on the connection for this one's.
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

    /// Opening lets a client that waits for `100 Continue` go on, so it is left to the first read.
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

    /// Settles the connection of a refused request before its answer is sent; returns whether it must end with it.
    ///
    /// A short body is read past, even if its sender has yet to send it: some clients cannot read an answer before.
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
