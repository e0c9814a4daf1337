package dev.kindred.server.wire;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;

/// The header that tells clients when to send a refused request again.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
public final class RetryAfter {

    private static final int UNAVAILABLE = 503;
    private static final Header ONE_SECOND = HeaderValues.create(HeaderNames.RETRY_AFTER, "1");

    private RetryAfter() {}

    /// Adds the header to a response with the status 503.
    public static void mark(ServerResponse response, int status) {
        if (status == UNAVAILABLE) {
            response.header(ONE_SECOND);
        }
    }
}
