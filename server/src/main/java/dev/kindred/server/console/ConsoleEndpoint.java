package dev.kindred.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.auth.Authenticator;
import dev.kindred.server.auth.Principal;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.view.Api;
import dev.kindred.server.view.JobReports;
import dev.kindred.server.view.RunningJobs;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.SetCookie;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The web console, below `/console`. Where the server authenticates, a visitor gives an access key once, and the
/// pages do what the key may do.
public final class ConsoleEndpoint implements Handler {

    private static final String ROOT = "/console";
    private static final String ASSETS = ROOT + "/assets/";
    private static final String LOGIN = ROOT + "/login";
    private static final String LOGOUT = ROOT + "/logout";
    private static final String SESSION = "kindred-session";
    private static final String REGION = "kindred-region";

    /// The largest form: a key id and a secret need far less. Taste.
    private static final int MAX_FORM_BYTES = 16 << 10;

    /// No script but the server's own, no page of others around it, no request to others.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Api api;
    private final ConsoleSessions sessions;
    private final String defaultRegion;
    private final Assets assets = new Assets();
    private final Templates templates = new Templates();
    private final List<Page> pages;

    private ConsoleEndpoint(Api api, ConsoleSessions sessions, String defaultRegion, List<Page> pages) {
        this.api = api;
        this.sessions = sessions;
        this.defaultRegion = defaultRegion;
        this.pages = pages.stream()
                .sorted(Comparator.comparingInt((Page page) -> page.path().length())
                        .reversed())
                .toList();
    }

    /// Returns the console with all its pages.
    ///
    /// @param secret random bytes that last as long as the data directory
    public static ConsoleEndpoint of(
            Api api,
            RunningJobs running,
            JobReports reports,
            Authenticator authenticator,
            byte[] secret,
            String defaultRegion,
            InstantSource clock) {
        return new ConsoleEndpoint(
                api,
                new ConsoleSessions(authenticator, secret, clock),
                defaultRegion,
                List.of(
                        new OverviewPage(running),
                        new RunningPart(running),
                        new ImportJobsPage(),
                        new ImportJobPage(running, reports),
                        new GroupPage(),
                        new TryPage()));
    }

    /// Returns whether a request is for the console: a path below it, or the root of the server from a browser.
    public static boolean accepts(ServerRequest request) {
        var path = request.prologue().uriPath().rawPath();
        return path.equals(ROOT) || path.startsWith(ROOT + "/") || isBrowserAtRoot(request, path);
    }

    private static boolean isBrowserAtRoot(ServerRequest request, String path) {
        return path.equals("/")
                && request.prologue().method().equals(Method.GET)
                && !request.headers().contains(HeaderNames.AUTHORIZATION)
                && request.headers()
                        .first(HeaderNames.ACCEPT)
                        .filter(accepted -> accepted.contains("text/html"))
                        .isPresent();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var path = request.path().path();
        protect(response);
        if (path.startsWith(ASSETS)) {
            sendAsset(request, response, path.substring(ASSETS.length()));
        } else if (path.equals("/")) {
            redirect(response, ROOT);
        } else if (path.equals(LOGIN)) {
            logIn(request, response);
        } else if (path.equals(LOGOUT)) {
            response.headers()
                    .addCookie(cookie(request, SESSION, "")
                            .maxAge(java.time.Duration.ZERO)
                            .build());
            redirect(response, LOGIN);
        } else {
            var visitor = visitorOf(request);
            if (visitor.isEmpty()) {
                redirect(response, LOGIN);
            } else {
                show(request, response, visitor.get(), path);
            }
        }
    }

    private static void protect(ServerResponse response) {
        header(response, "Content-Security-Policy", POLICY);
        header(response, "X-Content-Type-Options", "nosniff");
        header(response, "Referrer-Policy", "same-origin");
        header(response, "Cross-Origin-Opener-Policy", "same-origin");
    }

    private static void header(ServerResponse response, String name, String value) {
        HeaderName header = HeaderNames.create(name);
        response.header(header, value);
    }

    private Optional<Principal> visitorOf(ServerRequest request) {
        return sessions.open()
                .or(() ->
                        request.headers().cookies().first(SESSION).asOptional().flatMap(sessions::find));
    }

    private void show(ServerRequest request, ServerResponse response, Principal visitor, String path) {
        var visit = new Visit(api, visitor, regionOf(request, response), below(path), parametersOf(request));
        var page = pages.stream()
                .filter(each -> isFor(each, visit.path()))
                .findFirst()
                .orElse(null);
        send(request, response, page == null ? missing(visit) : answer(page, visit));
    }

    private static String below(String path) {
        var below = path.substring(ROOT.length());
        return below.isEmpty() ? "/" : below;
    }

    private static boolean isFor(Page page, String path) {
        return path.equals(page.path()) || (!page.path().equals("/") && path.startsWith(page.path() + "/"));
    }

    private static Page.Answer answer(Page page, Visit visit) {
        try {
            return page.answer(visit);
        } catch (ServiceException e) {
            boolean isMissing = e instanceof ServiceException.ResourceNotFound;
            return refusal(visit, isMissing ? 404 : 400, String.valueOf(e.getMessage()));
        } catch (AuthenticationException e) {
            return refusal(visit, 403, String.valueOf(e.getMessage()));
        }
    }

    private static Page.Answer missing(Visit visit) {
        return refusal(visit, 404, "The console has no page " + visit.path() + ".");
    }

    private static Page.Html refusal(Visit visit, int status, String message) {
        return new Page.Html(
                status, "refusal", Map.of("frame", Frame.of("Not possible", visit.path(), visit), "message", message));
    }

    private String regionOf(ServerRequest request, ServerResponse response) {
        var chosen = request.query().first("region").asOptional().filter(region -> region.matches("[a-z0-9-]{2,30}"));
        chosen.ifPresent(region ->
                response.headers().addCookie(cookie(request, REGION, region).build()));
        return chosen.or(() -> request.headers().cookies().first(REGION).asOptional())
                .filter(region -> region.matches("[a-z0-9-]{2,30}"))
                .orElse(defaultRegion);
    }

    private static SetCookie.Builder cookie(ServerRequest request, String name, String value) {
        return SetCookie.builder(name, value)
                .path(ROOT)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(SetCookie.SameSite.STRICT);
    }

    private static Map<String, String> parametersOf(ServerRequest request) {
        var parameters = new HashMap<String, String>();
        var query = request.query();
        for (var name : query.names()) {
            parameters.put(name, query.get(name));
        }
        return parameters;
    }

    private void logIn(ServerRequest request, ServerResponse response) {
        if (sessions.open().isPresent()) {
            redirect(response, ROOT);
            return;
        }
        if (!request.prologue().method().equals(Method.POST)) {
            send(request, response, Page.Html.of("login", Map.of("message", "")));
            return;
        }
        var form = formOf(request);
        try {
            var value = sessions.begin(form.getOrDefault("key", ""), form.getOrDefault("secret", ""));
            response.headers()
                    .addCookie(cookie(request, SESSION, value)
                            .maxAge(ConsoleSessions.LENGTH)
                            .build());
            redirect(response, ROOT);
        } catch (AuthenticationException e) {
            send(
                    request,
                    response,
                    new Page.Html(
                            403,
                            "login",
                            Map.of(
                                    "message",
                                    "No key has this id and secret. The accounts file of the server has the keys.")));
        }
    }

    private static Map<String, String> formOf(ServerRequest request) {
        try {
            var body = request.content().inputStream().readNBytes(MAX_FORM_BYTES + 1);
            if (body.length > MAX_FORM_BYTES) {
                throw new CloseConnectionException("a form of more than " + MAX_FORM_BYTES + " bytes");
            }
            var form = new HashMap<String, String>();
            for (var pair : new String(body, UTF_8).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(
                            URLDecoder.decode(pair.substring(0, equals), UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                }
            }
            return form;
        } catch (IOException | IllegalArgumentException e) {
            throw new CloseConnectionException("the form cannot be read", e);
        }
    }

    private void send(ServerRequest request, ServerResponse response, Page.Answer answer) {
        switch (answer) {
            case Page.Redirect redirect -> redirect(response, redirect.path());
            case Page.Html html -> {
                response.status(html.status());
                response.header(HeaderNames.CACHE_CONTROL, "no-store");
                sendText(
                        request,
                        response,
                        "text/html; charset=utf-8",
                        templates.render(html.template(), html.parameters()).getBytes(UTF_8));
            }
        }
    }

    private static void sendText(ServerRequest request, ServerResponse response, String type, byte[] text) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.VARY, "Accept-Encoding");
        try {
            if (takesGzip(request)) {
                response.header(HeaderNames.CONTENT_ENCODING, "gzip");
                response.send(Assets.gzipped(text));
            } else {
                response.send(text);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory does not fail
        }
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ACCEPT_ENCODING)
                .filter(accepted -> accepted.contains("gzip"))
                .isPresent();
    }

    private void sendAsset(ServerRequest request, ServerResponse response, String name) {
        var asset = assets.find(name).orElse(null);
        if (asset == null) {
            response.status(404).send("There is no such file.\n".getBytes(UTF_8));
            return;
        }
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.header(HeaderNames.CONTENT_TYPE, asset.contentType());
        response.header(HeaderNames.VARY, "Accept-Encoding");
        if (takesGzip(request)) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
            response.send(asset.gzipped());
        } else {
            response.send(asset.plain());
        }
    }

    private static void redirect(ServerResponse response, String path) {
        response.status(303);
        response.header(HeaderNames.LOCATION, path);
        response.send();
    }
}
