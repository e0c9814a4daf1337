package dev.kindred.server.wire;

import static dev.kindred.server.wire.RequestRefusal.Form.JSON;
import static dev.kindred.server.wire.RequestRefusal.Form.QUERY;
import static dev.kindred.server.wire.RequestRefusal.Form.S3;

import dev.kindred.server.auth.Access;
import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.auth.CredentialScope;
import dev.kindred.server.operation.AwsModel;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Routes each request on the server's port to its service by method, path and headers. Requests that match no other
/// service go to S3.
///
/// @param isConsole whether a request is for the console
/// @param hosts the names by which clients may address the server
/// @param cors the cross-origin policy
/// @param authentication decides who reads the reasons of `GET /healthz`
/// @param first lets recommendations go before requests for the control plane, lists and states
/// @param health the source of `GET /healthz`
/// @param isQuery whether a request is for a service of the query protocol: STS or IAM
public record RequestRouter(
        ApiEndpoint api,
        JobsEndpoint jobs,
        MetricsEndpoint metrics,
        Predicate<ServerRequest> isQuery,
        Handler query,
        Handler s3,
        Predicate<ServerRequest> isConsole,
        Handler console,
        AllowedHosts hosts,
        Cors cors,
        Authentication authentication,
        RuntimeFirst first,
        Supplier<Health> health)
        implements Handler {

    private static final String HEALTH = "healthz";

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        long began = System.nanoTime();
        var route = routeOf(request);
        response.whenSent(() -> {
            long nanos = System.nanoTime() - began;
            AccessLog.write(request, response, nanos);
            metrics.answered(nameOf(request, route), response.status().code(), nanos);
        });
        if (givesWay(request, route)) {
            first.await();
        }
        giveWay();
        try {
            answer(request, response, route);
        } catch (CloseConnectionException e) {
            LingeringClose.of(request);
            throw e;
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException(
                    "as its client asked"); // Helidon ignores the response's Connection header
        }
    }

    /// Yields to waiting requests. Virtual threads are not preempted: connections that always have a next request
    /// would occupy the processors, and other requests would wait for many of their responses.
    @SuppressWarnings("ThreadPriorityCheck") // the yield of a virtual thread is platform-independent
    private static void giveWay() {
        Thread.yield();
    }

    /// Returns whether a request is for the control plane, or for a list or the state of something. Recommendations and
    /// events do not give way, nor does a transfer of an object, which waits for its client most of the time.
    private static boolean givesWay(ServerRequest request, Route route) {
        return switch (route.form()) {
            case JSON ->
                !route.name().equals(HEALTH)
                        && AwsModel.findByPath(request.prologue().uriPath().rawPath())
                                .isEmpty();
            case QUERY -> true;
            case S3 ->
                !request.content().hasEntity()
                        && request.prologue().uriPath().rawPath().indexOf('/', 1) < 0;
        };
    }

    private void answer(ServerRequest request, ServerResponse response, Route route) throws Exception {
        var foreign = hosts.findRefusal(request);
        if (foreign.isPresent()) {
            refuse(request, response, route, foreign.get());
        }
        if (cors.isPreflight(request)) {
            cors.answer(request, response);
            return;
        }
        if (cors.allows(request)) {
            cors.mark(request, response);
        } else if (CrossSite.isChangeBy(request)) {
            refuse(
                    request,
                    response,
                    route,
                    "A page of another site cannot change anything here: call from a program.");
        }
        try {
            route.handler().handle(request, response);
        } catch (AuthenticationException e) {
            RequestRefusal.of(e, request, route.form()).send(request, response, route.form());
            throw new CloseConnectionException("refused with its body unread");
        }
    }

    private static void refuse(ServerRequest request, ServerResponse response, Route route, String message) {
        RequestRefusal.accessDenied(message).send(request, response, route.form());
        throw new CloseConnectionException("refused with its body unread");
    }

    /// The handler of a request.
    ///
    /// @param name the label in metrics, one of a small fixed set
    /// @param form the form of its errors
    private record Route(String name, Handler handler, RequestRefusal.Form form) {}

    private Route routeOf(ServerRequest request) {
        if (ApiEndpoint.isFor(request)) {
            return new Route("unknown", api, JSON); // metrics label such requests by operation
        }
        if (isQuery.test(request)) {
            var authorization =
                    request.headers().first(HeaderNames.AUTHORIZATION).orElse(null);
            return new Route(CredentialScope.service(authorization).equals("iam") ? "iam" : "sts", query, QUERY);
        }
        var path = request.prologue().uriPath().rawPath();
        var method = request.prologue().method();
        if (path.equals("/healthz") && (method.equals(Method.GET) || method.equals(Method.HEAD))) {
            return new Route(HEALTH, this::answerHealth, JSON);
        }
        if (MetricsEndpoint.isFor(path, method)) {
            return new Route("metrics", metrics, JSON);
        }
        if (JobsEndpoint.isFor(path) && method.equals(Method.GET)) {
            return new Route("jobs", jobs, JSON);
        }
        if (isConsole.test(request)) {
            return new Route("console", console, JSON);
        }
        return new Route("s3", s3, S3);
    }

    /// Returns the label of a request in metrics.
    private static String nameOf(ServerRequest request, Route route) {
        return AccessLog.nameOf(request)
                .flatMap(AwsModel::find)
                .map(AwsModel.Entry::name)
                .orElseGet(route::name);
    }

    private void answerHealth(ServerRequest request, ServerResponse response) {
        var found = health.get();
        response.status(found.troubles().isEmpty() ? 200 : 503);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            var state = found.troubles().isEmpty() ? List.of("ok") : reasons(request, found.troubles());
            var lines = Stream.concat(state.stream(), reasons(request, found.losses()).stream());
            response.send((lines.collect(Collectors.joining("\n")) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The reasons can name files and limits of the machine, so a caller without the right reads the state only.
    private List<String> reasons(ServerRequest request, List<String> reasons) {
        if (reasons.isEmpty() || authentication.find(request, Access.MONITOR).isPresent()) {
            return reasons;
        }
        return List.of("degraded");
    }
}
