package dev.kindred.server.wire;

import dev.kindred.server.telemetry.Telemetry;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What the server has done, for Prometheus: `GET /metrics`. Pages of other sites cannot read it, for [Cors] does not
/// open it.
public final class MetricsEndpoint implements Handler {

    private final Telemetry telemetry;

    public MetricsEndpoint(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /// Whether a request is for this endpoint.
    static boolean isFor(String path, Method method) {
        return path.equals("/metrics") && method.equals(Method.GET);
    }

    /// Notes that a request was answered.
    void answered(String operation, int status, long nanos) {
        telemetry.answered(operation, status, nanos);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, Telemetry.CONTENT_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(telemetry.text());
    }
}
