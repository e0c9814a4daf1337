package dev.kindred.server.wire;

import dev.kindred.server.auth.Access;
import dev.kindred.server.telemetry.Telemetry;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// Metrics in Prometheus format: `GET /metrics`. Pages of other sites cannot read it, because [Cors] does not
/// open its path.
public final class MetricsEndpoint implements Handler {

    private final Telemetry telemetry;
    private final Authentication authentication;

    public MetricsEndpoint(Telemetry telemetry, Authentication authentication) {
        this.telemetry = telemetry;
        this.authentication = authentication;
    }

    /// Returns whether a request is for this endpoint.
    static boolean isFor(String path, Method method) {
        return path.equals("/metrics") && method.equals(Method.GET);
    }

    /// Records the response to a request.
    void answered(String operation, int status, long nanos) {
        telemetry.answered(operation, status, nanos);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        authentication.require(request, Access.MONITOR, "kindred:ReadMetrics");
        response.header(HeaderNames.CONTENT_TYPE, Telemetry.CONTENT_TYPE);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(telemetry.text());
    }
}
