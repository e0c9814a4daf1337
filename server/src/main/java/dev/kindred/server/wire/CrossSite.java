package dev.kindred.server.wire;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import java.util.Set;

/// Tells what a page of another site makes a browser send from what programs send. A browser lets any page post to
/// any
/// address, this machine's own among them, and only keeps the answer from the page; but it says where a request comes
/// from, in headers that no page can set and no SDK sends.
///
/// @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
final class CrossSite {

    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private CrossSite() {}

    /// Whether a page that this server did not serve asks for a change.
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
