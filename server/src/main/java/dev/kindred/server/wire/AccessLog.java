package dev.kindred.server.wire;

import static java.lang.System.Logger.Level.INFO;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// One line for each request: what was asked, what came of it, how long it took.
public final class AccessLog {

    /// The header by which a caller knows the request.
    public static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");

    private static final HeaderName S3_REQUEST_ID = HeaderNames.create("x-amz-request-id");

    private static final System.Logger LOG = System.getLogger("dev.kindred.access");

    /// What is known of a request when its line is written.
    private record Asked(String what) {}

    private AccessLog() {}

    /// Notes the operation that a request asks for.
    public static void name(ServerRequest request, String operation) {
        request.context().register(new Asked(operation));
    }

    /// Returns the operation that was noted.
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
