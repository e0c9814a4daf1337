package dev.kindred.server.auth;

import static dev.kindred.server.auth.AuthenticationException.Reason.INCOMPLETE_SIGNATURE;
import static dev.kindred.server.auth.AuthenticationException.Reason.MISSING_SIGNATURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A signature of version 4 with its parameters, from the header `Authorization` or from a presigned URL.
///
/// @param keyId the access key id
/// @param date the day of the credential scope, `yyyyMMdd`
/// @param region the region of the credential scope
/// @param service the service of the credential scope
/// @param timestamp the time of the signature in the form of the header `X-Amz-Date`
/// @param signedHeaders the names of the signed headers, lower-case and sorted
/// @param value the signature, 64 hexadecimal digits
/// @param token the session token, or null
/// @param expiresSeconds for how long a presigned URL is valid; -1 for a header
record Signature(
        String keyId,
        String date,
        String region,
        String service,
        String timestamp,
        List<String> signedHeaders,
        String value,
        @Nullable String token,
        long expiresSeconds) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    private static final String TOKEN_HEADER = "x-amz-security-token";
    private static final String DATE_HEADER = "x-amz-date";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern CREDENTIAL =
            Pattern.compile("([^/\\s]{1,128})/(\\d{8})/([a-z0-9-]{1,32})/([a-z0-9-]{1,32})/aws4_request");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAMES = Pattern.compile("[!-:<-~]{1,128}(;[!-:<-~]{1,128}){0,99}");

    /// S3's limit, seven days.
    private static final long LONGEST_EXPIRES = 604_800;

    /// Whether it is a presigned URL.
    boolean isPresigned() {
        return expiresSeconds >= 0;
    }

    /// Returns the credential scope.
    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
    }

    /// Returns the time of the signature.
    Instant time() {
        return LocalDateTime.parse(timestamp, TIME).toInstant(ZoneOffset.UTC);
    }

    /// Reads the signature of a request.
    ///
    /// @throws AuthenticationException if there is none, or it is malformed
    static Signature of(SignedRequest request) {
        var headers = request.headers().getOrDefault("authorization", List.of());
        var query = parameters(request.query());
        boolean isPresigned = query.containsKey("X-Amz-Algorithm") || query.containsKey("X-Amz-Signature");
        if (headers.isEmpty() && !isPresigned) {
            throw new AuthenticationException(
                    MISSING_SIGNATURE,
                    "Missing Authentication Token: sign the request with an access key of this server.");
        }
        if (headers.size() + (isPresigned ? 1 : 0) > 1) {
            throw incomplete("Only one signature is allowed: the request has several.");
        }
        return isPresigned ? ofQuery(query) : ofHeader(headers.getFirst(), request);
    }

    private static Signature ofHeader(String header, SignedRequest request) {
        var parts = header.strip().split("\\s+", 2);
        if (!parts[0].equals(ALGORITHM) || parts.length < 2) {
            throw incomplete("The Authorization header must begin with '%s '.".formatted(ALGORITHM));
        }
        var fields = new HashMap<String, String>();
        for (var field : parts[1].split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals < 0
                    || fields.put(
                                    field.substring(0, equals).strip(),
                                    field.substring(equals + 1).strip())
                            != null) {
                throw incomplete("The Authorization header is not a list of different name=value pairs.");
            }
        }
        var timestamp =
                request.header(DATE_HEADER).orElseThrow(() -> incomplete("The request needs one header 'X-Amz-Date'."));
        return of(
                require(fields, "Credential"),
                timestamp,
                require(fields, "SignedHeaders"),
                require(fields, "Signature"),
                request.header(TOKEN_HEADER).orElse(null),
                -1);
    }

    private static Signature ofQuery(Map<String, String> query) {
        if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
            throw incomplete("The parameter 'X-Amz-Algorithm' must be '%s'.".formatted(ALGORITHM));
        }
        var expires = require(query, "X-Amz-Expires");
        if (!expires.matches("\\d{1,6}") || Long.parseLong(expires) > LONGEST_EXPIRES || Long.parseLong(expires) == 0) {
            throw incomplete("The parameter 'X-Amz-Expires' must be from 1 to %d seconds.".formatted(LONGEST_EXPIRES));
        }
        return of(
                require(query, "X-Amz-Credential"),
                require(query, "X-Amz-Date"),
                require(query, "X-Amz-SignedHeaders"),
                require(query, "X-Amz-Signature"),
                query.get("X-Amz-Security-Token"),
                Long.parseLong(expires));
    }

    private static Signature of(
            String credential,
            String timestamp,
            String signedHeaders,
            String value,
            @Nullable String token,
            long expiresSeconds) {
        var scope = CREDENTIAL.matcher(credential);
        if (!scope.matches()) {
            throw incomplete("The Credential must be <access key id>/<yyyyMMdd>/<region>/<service>/aws4_request.");
        }
        if (!HEX.matcher(value).matches()) {
            throw incomplete("The Signature must be 64 lower-case hexadecimal digits.");
        }
        if (!NAMES.matcher(signedHeaders).matches()) {
            throw incomplete("SignedHeaders must be names separated by semicolons.");
        }
        var names = List.of(signedHeaders.split(";", -1));
        if (!names.equals(names.stream().sorted().distinct().toList())
                || names.stream().anyMatch(name -> name.chars().anyMatch(Character::isUpperCase))) {
            throw incomplete("SignedHeaders must be lower-case, sorted and different.");
        }
        if (!names.contains("host")) {
            throw incomplete("The header 'host' must be signed.");
        }
        var signature = new Signature(
                scope.group(1),
                scope.group(2),
                scope.group(3),
                scope.group(4),
                timestamp,
                names,
                value,
                token,
                expiresSeconds);
        if (!isTime(timestamp) || !timestamp.startsWith(signature.date())) {
            throw incomplete("X-Amz-Date must be yyyyMMdd'T'HHmmss'Z', of the date in the Credential.");
        }
        return signature;
    }

    private static boolean isTime(String timestamp) {
        try {
            TIME.parse(timestamp);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String require(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> incomplete("The signature needs '%s'.".formatted(name)));
    }

    /// Returns the parameters that a signature can consist of. Each can occur once.
    private static Map<String, String> parameters(String query) {
        var found = new HashMap<String, String>();
        if (!query.contains("X-Amz-")) {
            return found;
        }
        Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameter.startsWith("X-Amz-"))
                .forEach(parameter -> {
                    int equals = parameter.indexOf('=');
                    var name = equals < 0 ? parameter : parameter.substring(0, equals);
                    var value = equals < 0 ? "" : parameter.substring(equals + 1);
                    if (found.put(name, new String(PercentEncoding.decode(value), UTF_8)) != null) {
                        throw incomplete("The parameter '%s' occurs twice.".formatted(name));
                    }
                });
        return found;
    }

    static AuthenticationException incomplete(String message) {
        return new AuthenticationException(INCOMPLETE_SIGNATURE, message);
    }
}
