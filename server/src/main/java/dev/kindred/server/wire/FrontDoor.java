package dev.kindred.server.wire;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// The one port: tells by method, path and headers which service a request is for. What is for none of the others is
/// for S3.
///
/// @param ready whether the server can answer
/// @param isSts whether a request is for STS
public record FrontDoor(
        ApiEndpoint api,
        JobsEndpoint jobs,
        Predicate<ServerRequest> isSts,
        Handler sts,
        Handler s3,
        BooleanSupplier ready)
        implements Handler {

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        long began = System.nanoTime();
        response.whenSent(() -> AccessLog.write(request, response, System.nanoTime() - began));
        handlerOf(request).handle(request, response);
    }

    private Handler handlerOf(ServerRequest request) {
        if (ApiEndpoint.isFor(request)) {
            return api;
        }
        if (isSts.test(request)) {
            return sts;
        }
        var path = request.prologue().uriPath().rawPath();
        if (request.prologue().method().equals(Method.GET)) {
            if (path.equals("/healthz")) {
                return this::health;
            }
            if (path.startsWith(JobsEndpoint.PREFIX)) {
                return jobs;
            }
        }
        return s3;
    }

    private void health(ServerRequest request, ServerResponse response) {
        boolean up = ready.getAsBoolean();
        response.status(up ? 200 : 503)
                .send((up ? "ok\n" : "stopping\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
