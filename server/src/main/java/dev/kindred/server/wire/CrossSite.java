package dev.kindred.server.wire;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Set;

/// Detects requests that a page of another site sends through a browser. A browser lets any page post to any address,
/// including addresses on the local machine, and only withholds the response from the page. Browsers state the origin
/// of a request in headers that pages cannot set and SDKs do not send.
///
/// @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
final class CrossSite {

    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSite() {}

    /// Returns whether a page of another site requests a change.
    static boolean isChangeBy(ServerRequest request) {
        if (READING.contains(request.prologue().method().text())) {
            return false;
        }
        var site = request.headers().first(FETCH_SITE);
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return request.headers()
                .first(HeaderNames.ORIGIN)
                .map(origin -> !isOwn(origin, request))
                .orElse(false);
    }

    private static boolean isOwn(String origin, ServerRequest request) {
        var host = request.headers().first(HeaderNames.HOST).orElse("").toLowerCase(Locale.ROOT);
        var from = origin.toLowerCase(Locale.ROOT);
        return from.equals("http://" + host) || from.equals("https://" + host);
    }
}
