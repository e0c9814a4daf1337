package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A presigned URL of S3 with signature version 2, which boto3 makes by default. The signature covers the method, the
/// bucket of the host, the path, the sub-resources, the headers `x-amz-*` and the end of its validity.
///
/// @param keyId the access key id
/// @param value the signature in base 64
/// @param expires the end of its validity
/// @param token the session token, or null
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html">Signing and
/// authenticating
/// REST requests (signature version 2)</a>
record VersionTwoSignature(
        String keyId,
        String value,
        Instant expires,
        @Nullable String token) {

    private static final String ALGORITHM = "HmacSHA1";
    private static final String KEY = "AWSAccessKeyId";
    private static final String SIGNATURE = "Signature";
    private static final String EXPIRES = "Expires";
    private static final String TOKEN = "x-amz-security-token";
    private static final String RESPONSE = "response-";
    private static final Set<String> OWN = Set.of(KEY, SIGNATURE, EXPIRES);

    /// The parameters that the signature covers.
    private static final Set<String> SUB_RESOURCES = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "attributes",
            "cors",
            "delete",
            "encryption",
            "intelligent-tiering",
            "inventory",
            "legal-hold",
            "lifecycle",
            "location",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "ownershipControls",
            "partNumber",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "retention",
            "select",
            "select-type",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website",
            TOKEN);

    /// Whether a request has a signature of this kind.
    static boolean isIn(SignedRequest request) {
        return request.query().startsWith(KEY + "=") || request.query().contains("&" + KEY + "=");
    }

    /// Reads the signature of a request.
    ///
    /// @throws AuthenticationException if it is malformed, or the URL has parameters that it does not cover
    static VersionTwoSignature of(SignedRequest request) {
        var parameters = parameters(request);
        for (var name : parameters.keySet()) {
            if (SUB_RESOURCES.contains(name)
                    && !name.startsWith(RESPONSE)
                    && parameters.getOrDefault(name, "").contains("&")) {
                throw Signature.incomplete( // the signed text would be that of two parameters
                        "The parameter '%s' cannot contain an ampersand.".formatted(name));
            }
            if (isCopied(name)) {
                if (!only(request, name).equals(parameters.get(name))) {
                    throw Signature.incomplete(
                            "The parameter '%1$s' is signed as a header: send the header '%1$s' with the same value."
                                    .formatted(name));
                }
            } else if (!OWN.contains(name) && !SUB_RESOURCES.contains(name) && !name.equals("x-id")) {
                throw Signature.incomplete(
                        "A URL with signature version 2 cannot have the parameter '%s': presign with version 4."
                                .formatted(name));
            }
        }
        var expires = parameters.getOrDefault(EXPIRES, "");
        var signature = parameters.getOrDefault(SIGNATURE, "");
        if (!expires.matches("\\d{1,12}")
                || signature.isEmpty()
                || request.headers().containsKey("authorization")) {
            throw Signature.incomplete(
                    "Query-string authentication version 2 requires the parameters Signature, Expires and AWSAccessKeyId, and no Authorization header.");
        }
        return new VersionTwoSignature(
                parameters.getOrDefault(KEY, ""),
                signature,
                Instant.ofEpochSecond(Long.parseLong(expires)),
                parameters.get(TOKEN));
    }

    /// Whether boto3 copies the header of this name to the URL. The signature covers the header.
    private static boolean isCopied(String name) {
        return name.equals("content-type")
                || name.equals("content-md5")
                || (name.startsWith("x-amz-") && !name.equals(TOKEN));
    }

    private static Map<String, String> parameters(SignedRequest request) {
        var parameters = new HashMap<String, String>();
        for (var parameter : request.query().split("&", -1)) {
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            var value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (parameters.put(name, new String(PercentEncoding.decode(value), UTF_8)) != null) {
                throw Signature.incomplete("The parameter '%s' occurs twice.".formatted(name));
            }
        }
        return parameters;
    }

    /// Returns whether this is the signature of the request with that secret.
    boolean isOf(SignedRequest request, String secret) {
        return MessageDigest.isEqual(sign(secret, textOf(request)), value.getBytes(UTF_8));
    }

    private String textOf(SignedRequest request) {
        var headers = request.headers().entrySet().stream()
                .filter(header -> header.getKey().startsWith("x-amz-"))
                .map(header -> header.getKey() + ":"
                        + String.join(",", header.getValue()).strip() + "\n")
                .collect(Collectors.joining());
        return String.join(
                        "\n",
                        request.method(),
                        only(request, "content-md5"),
                        only(request, "content-type"),
                        Long.toString(expires.getEpochSecond()),
                        headers)
                + (request.hostBucket().isEmpty() ? "" : "/" + request.hostBucket())
                + request.path()
                + subResources(request);
    }

    private static String only(SignedRequest request, String header) {
        return String.join(",", request.headers().getOrDefault(header, List.of()));
    }

    private static String subResources(SignedRequest request) {
        var present = parameters(request).entrySet().stream()
                .filter(parameter -> SUB_RESOURCES.contains(parameter.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> parameter.getValue().isEmpty()
                        ? parameter.getKey()
                        : parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        return present.isEmpty() ? "" : "?" + present;
    }

    private static byte[] sign(String secret, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA1
        }
    }
}
