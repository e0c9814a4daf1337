package dev.kindred.server.wire;

import dev.kindred.server.operation.AwsModel;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;

/// The one port: tells by method, path and headers which service a request is for. What is for none of the
/// others is for S3.
///
/// @param cors which pages of other sites may call what
/// @param health what `GET /healthz` reports
/// @param isQuery whether a request is for a service of the query protocol: STS or IAM
public record RequestRouter(
        ApiEndpoint api,
        JobsEndpoint jobs,
        MetricsEndpoint metrics,
        Predicate<ServerRequest> isQuery,
        Handler query,
        Handler s3,
        Cors cors,
        Health health)
        implements Handler {

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        long began = System.nanoTime();
        var route = routeOf(request);
        response.whenSent(() -> {
            long nanos = System.nanoTime() - began;
            AccessLog.write(request, response, nanos);
            metrics.answered(nameOf(request, route), response.status().code(), nanos);
        });
        giveWay();
        try {
            answer(request, response, route);
        } catch (CloseConnectionException e) {
            LingeringClose.of(request);
            throw e;
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException(
                    "as its client asked"); // the answer's header does not make Helidon do it
        }
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            throw new CloseConnectionException("a chunk that is left would be read into memory whole");
        }
    }

    /// Lets requests that wait go first. Virtual threads take no turns by themselves: connections that are
    /// never without their next request would keep the processors, and others would wait for many of their
    /// answers.
    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread's yield does not depend on the platform
    private static void giveWay() {
        Thread.yield();
    }

    private void answer(ServerRequest request, ServerResponse response, Route route) throws Exception {
        if (cors.isPreflight(request)) {
            cors.answer(request, response);
            return;
        }
        if (cors.allows(request)) {
            cors.mark(request, response);
        } else if (CrossSite.isChangeBy(request)) {
            refuse(response);
            throw new CloseConnectionException("refused with its body unread");
        }
        route.handler().handle(request, response);
    }

    private static void refuse(ServerResponse response) {
        response.header(HeaderValues.CONNECTION_CLOSE);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(403)
                .send(JsonCodec.encode(
                        Map.of("message", "A page of another site cannot change anything here: call from a program.")));
    }

    /// Who answers a request.
    ///
    /// @param name what the figures call it: one of few names, whatever the request says
    private record Route(String name, Handler handler) {}

    private Route routeOf(ServerRequest request) {
        if (ApiEndpoint.isFor(request)) {
            return new Route("unknown", api); // its operation has a name of its own
        }
        if (isQuery.test(request)) {
            var authorization =
                    request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
            return new Route(CredentialScope.service(authorization).equals("iam") ? "iam" : "sts", query);
        }
        var path = request.prologue().uriPath().rawPath();
        var method = request.prologue().method();
        if (path.equals("/healthz") && (method.equals(Method.GET) || method.equals(Method.HEAD))) {
            return new Route("healthz", this::answerHealth);
        }
        if (MetricsEndpoint.isFor(path, method)) {
            return new Route("metrics", metrics);
        }
        if (JobsEndpoint.isFor(path) && method.equals(Method.GET)) {
            return new Route("jobs", jobs);
        }
        return new Route("s3", s3);
    }

    /// What a request asks for, as the figures have it.
    private static String nameOf(ServerRequest request, Route route) {
        return AccessLog.nameOf(request)
                .flatMap(AwsModel::find)
                .map(AwsModel.Entry::name)
                .orElseGet(route::name);
    }

    private void answerHealth(ServerRequest request, ServerResponse response) {
        var troubles = health.troubles();
        response.status(troubles.isEmpty() ? 200 : 503);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            var text = troubles.isEmpty() ? "ok" : String.join("\n", troubles);
            response.send((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
