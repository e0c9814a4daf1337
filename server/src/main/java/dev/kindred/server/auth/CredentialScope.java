package dev.kindred.server.auth;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads region and service from the signature of a request. The signature itself is not verified.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">Create a signed
/// request</a>
public final class CredentialScope {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=[^/,\\s]+/\\d{8}/([a-z0-9-]{1,32})/([a-z0-9-]{1,32})/aws4_request");

    private CredentialScope() {}

    /// Returns the region of an `Authorization` header, or `fallback` if it has none.
    public static String region(@Nullable String authorization, String fallback) {
        if (authorization == null) {
            return fallback;
        }
        var credential = CREDENTIAL.matcher(authorization);
        return credential.find() ? credential.group(1) : fallback;
    }

    /// Returns the service of an `Authorization` header, or an empty text if it has none.
    public static String service(@Nullable String authorization) {
        if (authorization == null) {
            return "";
        }
        var credential = CREDENTIAL.matcher(authorization);
        return credential.find() ? credential.group(2) : "";
    }
}
