package dev.kindred.server.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The canonical form of a request, whose hash a signature of version 4 covers.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
/// signed request</a>
final class CanonicalRequest {

    static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

    private CanonicalRequest() {}

    /// Returns the canonical request.
    ///
    /// @param signedHeaders the names of the signed headers, lower-case and sorted
    /// @param isS3 whether the path is signed as sent: other services remove dot segments and encode the path twice
    /// @param payloadHash the hash of the body, in the form in which the signature covers it
    static String of(SignedRequest request, List<String> signedHeaders, boolean isS3, String payloadHash) {
        var text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(path(request.path(), isS3))
                .append('\n')
                .append(query(request.query()))
                .append('\n');
        for (var name : signedHeaders) {
            text.append(name).append(':');
            var values = request.headers().getOrDefault(name, List.of());
            text.append(values.stream().map(CanonicalRequest::trimmed).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    private static String path(String path, boolean isS3) {
        var sent = path.isEmpty() ? "/" : path;
        if (isS3) {
            return PercentEncoding.encode(PercentEncoding.decode(sent), true);
        }
        return PercentEncoding.encode(normalized(sent), true);
    }

    /// Removes dot segments and empty segments (RFC 3986, section 5.2.4).
    private static String normalized(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        boolean endsInSlash = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        return "/" + String.join("/", segments) + (endsInSlash && !segments.isEmpty() ? "/" : "");
    }

    private static String query(String query) {
        if (query.isEmpty()) {
            return "";
        }
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .map(CanonicalRequest::parameter)
                .filter(parameter -> !parameter[0].equals(SIGNATURE_PARAMETER))
                .sorted((one, other) -> {
                    int byName = one[0].compareTo(other[0]);
                    return byName == 0 ? one[1].compareTo(other[1]) : byName;
                })
                .map(parameter -> parameter[0] + "=" + parameter[1])
                .collect(Collectors.joining("&"));
    }

    private static String[] parameter(String parameter) {
        int equals = parameter.indexOf('=');
        var name = equals < 0 ? parameter : parameter.substring(0, equals);
        var value = equals < 0 ? "" : parameter.substring(equals + 1);
        return new String[] {
            PercentEncoding.encode(PercentEncoding.decode(name), false),
            PercentEncoding.encode(PercentEncoding.decode(value), false)
        };
    }

    /// Removes outer blanks and reduces inner ones to one.
    private static String trimmed(String value) {
        var stripped = value.strip();
        return stripped.contains("  ") || stripped.indexOf('\t') >= 0 ? stripped.replaceAll("\\s+", " ") : stripped;
    }
}
