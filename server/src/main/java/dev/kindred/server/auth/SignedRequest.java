package dev.kindred.server.auth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The parts of a request that a signature covers.
///
/// @param method the HTTP method
/// @param path the path as sent, percent-encoded, with its first slash
/// @param query the query as sent, without the question mark; empty without a query
/// @param hostBucket the S3 bucket that the header `Host` names; empty if it names none
/// @param headers the values of each header in the order in which they were sent, by lower-case name
public record SignedRequest(
        String method, String path, String query, String hostBucket, Map<String, List<String>> headers) {

    public SignedRequest {
        var lower = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lower;
    }

    /// Returns the only value of a header; empty if the header is absent or has several values.
    Optional<String> header(String name) {
        var values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
