package dev.kindred.server.wire;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Writes one log line per request: operation, outcome and duration.
public final class AccessLog {

    /// The response header that carries the request id.
    public static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");

    private static final HeaderName S3_REQUEST_ID = HeaderNames.create("x-amz-request-id");

    private static final System.Logger LOG = System.getLogger("dev.kindred.access");

    /// The operation of a request, stored in the request's context until its line is written.
    private record Asked(String what) {}

    private AccessLog() {}

    /// Records the operation of a request.
    public static void name(ServerRequest request, String operation) {
        request.context().register(new Asked(operation));
    }

    /// Returns the recorded operation.
    static Optional<String> nameOf(ServerRequest request) {
        return request.context().get(Asked.class).map(Asked::what);
    }

    /// Writes the line.
    static void write(ServerRequest request, ServerResponse response, long nanos) {
        if (!LOG.isLoggable(INFO)) {
            return;
        }
        var what = request.context()
                .get(Asked.class)
                .map(Asked::what)
                .orElseGet(() -> request.prologue().method().text() + " "
                        + request.prologue().uriPath().rawPath());
        var headers = response.headers();
        var id =
                headers.first(REQUEST_ID).or(() -> headers.first(S3_REQUEST_ID)).orElse("-");
        double millis = Math.round(nanos / 1e5) / 10.0;
        LOG.log(INFO, "request id=" + id + " status=" + response.status().code() + " ms=" + millis + " op=" + what);
    }
}
