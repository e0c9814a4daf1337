package dev.kindred.server.wire;

import dev.kindred.server.auth.Principal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The cross-origin policy (CORS): the origins whose pages can call the server from a browser. Web shops send events
/// and request recommendations from their own pages. Only the paths of these calls are open, never the control plane,
/// items, users or S3.
///
/// @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS protocol</a>
public final class Cors {

    private static final HeaderName ALLOW_ORIGIN = HeaderNames.create("Access-Control-Allow-Origin");
    private static final HeaderName ALLOW_METHODS = HeaderNames.create("Access-Control-Allow-Methods");
    private static final HeaderName ALLOW_HEADERS = HeaderNames.create("Access-Control-Allow-Headers");
    private static final HeaderName REQUEST_HEADERS = HeaderNames.create("Access-Control-Request-Headers");
    private static final HeaderName EXPOSE_HEADERS = HeaderNames.create("Access-Control-Expose-Headers");
    private static final HeaderName MAX_AGE = HeaderNames.create("Access-Control-Max-Age");
    private static final Set<String> PATHS = Set.of(
            "/events", "/action-interactions", "/recommendations", "/personalize-ranking", "/action-recommendations");

    /// The characters of an origin in a message. Taste.
    private static final int LONGEST_SHOWN = 200;

    private final Set<String> origins;
    private final Set<String> ownSegments;
    private final Authentication authentication;

    /// @param origins the allowed origins, separated by commas, such as `https://shop.example`; `*` for all, `none` for
    /// none
    /// @param ownSegments the first path segments that are not bucket names
    /// @param authentication the source of the origins that single keys allow
    public Cors(String origins, Set<String> ownSegments, Authentication authentication) {
        this.authentication = authentication;
        this.ownSegments = Set.copyOf(ownSegments);
        this.origins = Arrays.stream(origins.split(",", -1))
                .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Returns whether the policy allows this cross-origin request.
    boolean allows(ServerRequest request) {
        return isOpen(request)
                && request.headers()
                        .first(HeaderNames.ORIGIN)
                        .filter(this::isAllowed)
                        .isPresent();
    }

    /// Returns whether the request is a preflight request for a path other than a bucket. Buckets answer their own
    /// preflight requests.
    boolean isPreflight(ServerRequest request) {
        var path = pathOf(request);
        int end = path.indexOf('/', 1);
        var segment = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        return request.prologue().method().text().equals("OPTIONS")
                && (segment.isEmpty() || ownSegments.contains(segment));
    }

    private static String pathOf(ServerRequest request) {
        return request.prologue().uriPath().rawPath();
    }

    private static boolean isOpen(ServerRequest request) {
        return PATHS.contains(pathOf(request));
    }

    private boolean isAllowed(String origin) {
        var lower = origin.toLowerCase(Locale.ROOT);
        return isAllowedByServer(lower)
                || authentication.authenticator().origins().contains(lower);
    }

    private boolean isAllowedByServer(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    /// Requires that the page of a cross-origin request may use the caller's key: a key's own origins replace those of
    /// the
    /// server.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if it may not
    void require(ServerRequest request, Principal caller, String action) {
        var key = caller.key();
        var origin = request.headers().first(HeaderNames.ORIGIN).map(text -> text.toLowerCase(Locale.ROOT));
        if (key == null || origin.isEmpty()) {
            return;
        }
        boolean isPermitted = key.origins().isEmpty()
                ? isAllowedByServer(origin.get())
                : key.origins().contains(origin.get());
        if (!isPermitted) {
            throw caller.denied(action, "pages of this origin may not use the key");
        }
    }

    /// Adds the response header that lets the page read the response.
    void mark(ServerRequest request, ServerResponse response) {
        response.header(
                ALLOW_ORIGIN, request.headers().first(HeaderNames.ORIGIN).orElse("*"));
        response.header(HeaderNames.VARY, "Origin");
        response.header(EXPOSE_HEADERS, "x-amzn-RequestId, x-amzn-ErrorType");
    }

    /// Answers a preflight request.
    void answer(ServerRequest request, ServerResponse response) {
        if (!allows(request)) {
            response.header(HeaderNames.CONTENT_TYPE, "application/json");
            response.header(HeaderNames.VARY, "Origin");
            response.status(403).send(JsonCodec.encode(Map.of("message", refusal(request))));
            return;
        }
        mark(request, response);
        response.header(ALLOW_METHODS, "POST, OPTIONS");
        response.header(ALLOW_HEADERS, request.headers().first(REQUEST_HEADERS).orElse("Content-Type, Authorization"));
        response.header(MAX_AGE, "86400");
        response.status(204).send();
    }

    private static String refusal(ServerRequest request) {
        var origin = request.headers().first(HeaderNames.ORIGIN);
        if (origin.isEmpty()) {
            return "A preflight request names the page's site in the header Origin; this one does not.";
        }
        if (isOpen(request)) {
            return "Pages of %s may not call this server: add the site to the setting cors.origins, or call from a program."
                    .formatted(shorten(origin.get()));
        }
        return "Pages of other sites may post to %s and nothing else: call %s from a program."
                .formatted(String.join(", ", PATHS.stream().sorted().toList()), shorten(pathOf(request)));
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
