package dev.kindred.server.auth;

import static dev.kindred.server.auth.AuthenticationException.Reason.ACCESS_DENIED;
import static dev.kindred.server.auth.AuthenticationException.Reason.EXPIRED_REQUEST;
import static dev.kindred.server.auth.AuthenticationException.Reason.EXPIRED_SESSION;
import static dev.kindred.server.auth.AuthenticationException.Reason.INVALID_SESSION;
import static dev.kindred.server.auth.AuthenticationException.Reason.MISSING_SIGNATURE;
import static dev.kindred.server.auth.AuthenticationException.Reason.SKEWED_TIME;
import static dev.kindred.server.auth.AuthenticationException.Reason.UNKNOWN_KEY;
import static dev.kindred.server.auth.AuthenticationException.Reason.WRONG_SIGNATURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Verifies signatures of version 4, in the header `Authorization` or in a presigned URL. It computes the signature of
/// the
/// request with the secret of the claimed key, and compares in constant time.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature Version 4</a>
public final class SignatureAuthenticator implements Authenticator {

    /// AWS's tolerance between the time of a signature and its own.
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private static final String S3 = "s3";
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String TOKEN = "x-amz-security-token";
    private static final String BASIC = "Basic ";

    private final AccessKeys keys;
    private final Sessions sessions;
    private final InstantSource clock;
    private final SigningKeys signingKeys = new SigningKeys();

    public SignatureAuthenticator(AccessKeys keys, Sessions sessions, InstantSource clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Claim claim(SignedRequest request, String service) {
        if (service.equals(S3) && VersionTwoSignature.isIn(request)) {
            return versionTwo(request);
        }
        var signature = Signature.of(request);
        if (!signature.service().equals(service)) {
            throw Signature.incomplete("Credential should be scoped to correct service: '%s'.".formatted(service));
        }
        requireSigned(request, signature);
        var session = signature.token() == null ? null : requireSession(signature.token(), signature.keyId());
        var key = requireKey(session == null ? signature.keyId() : session.parent());
        requireTime(signature, service);
        return new Verified(
                request,
                signature,
                signingKeys.of(session == null ? key.secret() : sessions.secretOf(signature.keyId()), signature),
                new Principal(key.account(), key, session));
    }

    /// The signature of version 2 covers no body, so it is verified at once.
    private Claim versionTwo(SignedRequest request) {
        var signature = VersionTwoSignature.of(request);
        var session = signature.token() == null ? null : requireSession(signature.token(), signature.keyId());
        var key = requireKey(session == null ? signature.keyId() : session.parent());
        if (clock.instant().isAfter(signature.expires())) {
            throw new AuthenticationException(EXPIRED_REQUEST, "Request has expired.");
        }
        if (!signature.isOf(request, session == null ? key.secret() : sessions.secretOf(signature.keyId()))) {
            throw mismatch("request");
        }
        return new ProvedClaim(Optional.empty(), new Principal(key.account(), key, session));
    }

    /// A header that the server acts on must be signed, or a proxy could change it. A session token has a seal of its
    /// own.
    private static void requireSigned(SignedRequest request, Signature signature) {
        for (var name : request.headers().keySet()) {
            if (name.startsWith("x-amz-")
                    && !name.equals(TOKEN)
                    && !signature.signedHeaders().contains(name)) {
                throw new AuthenticationException(
                        ACCESS_DENIED, "There were headers present in the request which were not signed: " + name);
            }
        }
        for (var name : signature.signedHeaders()) {
            if (!request.headers().containsKey(name)) {
                throw Signature.incomplete("The signed header '%s' is not in the request.".formatted(name));
            }
        }
    }

    private Session requireSession(String token, String keyId) {
        var session = sessions.find(token)
                .filter(found -> found.keyId().equals(keyId))
                .orElseThrow(() -> new AuthenticationException(
                        INVALID_SESSION, "The security token included in the request is invalid."));
        if (clock.instant().isAfter(session.expiration())) {
            throw new AuthenticationException(
                    EXPIRED_SESSION, "The security token included in the request is expired.");
        }
        return session;
    }

    private AccessKey requireKey(String id) {
        return keys.find(id)
                .orElseThrow(() -> new AuthenticationException(
                        UNKNOWN_KEY, "The security token included in the request is invalid."));
    }

    private void requireTime(Signature signature, String service) {
        var now = clock.instant();
        var time = signature.time();
        if (signature.isPresigned()) {
            if (now.isAfter(time.plusSeconds(signature.expiresSeconds()))) {
                throw new AuthenticationException(EXPIRED_REQUEST, "Request has expired.");
            }
            if (time.isAfter(now.plus(TOLERANCE))) {
                throw new AuthenticationException(SKEWED_TIME, "Request is not valid yet.");
            }
        } else if (Duration.between(time, now).abs().compareTo(TOLERANCE) > 0) {
            throw new AuthenticationException(SKEWED_TIME, skewed(time, now, service));
        }
    }

    private static String skewed(Instant time, Instant now, String service) {
        if (service.equals(S3)) {
            return "The difference between the request time and the server's time is too large.";
        }
        return "Signature %s: %s is more than 15 minutes from the server's time, %s. Correct the clock."
                .formatted(time.isBefore(now) ? "expired" : "not yet current", time, now);
    }

    static AuthenticationException mismatch(String of) {
        return new AuthenticationException(
                WRONG_SIGNATURE,
                "The %s signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."
                        .formatted(of));
    }

    /// Returns the value that the signature of a request has with a signing key.
    static String valueOf(SignedRequest request, Signature signature, byte[] key, String payloadHash) {
        var canonical = CanonicalRequest.of(
                request, signature.signedHeaders(), signature.service().equals(S3), payloadHash);
        var text = Signature.ALGORITHM + "\n" + prefixOf(signature) + SigningKeys.sha256(canonical.getBytes(UTF_8));
        return HexFormat.of().formatHex(SigningKeys.hmac(key, text));
    }

    private static String prefixOf(Signature signature) {
        return signature.timestamp() + "\n" + signature.scope() + "\n";
    }

    /// A claim whose key is known.
    private static final class Verified implements Claim {

        private final SignedRequest request;
        private final Signature signature;
        private final byte[] key;
        private final Principal principal;

        Verified(SignedRequest request, Signature signature, byte[] key, Principal principal) {
            this.request = request;
            this.signature = signature;
            this.key = key;
            this.principal = principal;
        }

        @Override
        public Optional<String> region() {
            return Optional.of(signature.region());
        }

        @Override
        public Principal prove(byte[] body) {
            return prove(SigningKeys.sha256(body));
        }

        @Override
        public Principal proveByDeclaredHash() {
            return prove(payloadHash());
        }

        private Principal prove(String payloadHash) {
            var expected = valueOf(request, signature, key, payloadHash);
            if (!MessageDigest.isEqual(
                    expected.getBytes(UTF_8), signature.value().getBytes(UTF_8))) {
                throw mismatch("request");
            }
            return principal;
        }

        /// Returns the payload hash that an S3 signature covers. A presigned URL covers no payload by default.
        private String payloadHash() {
            var declared = request.header(CONTENT_HASH);
            if (declared.isEmpty() && signature.isPresigned()) {
                return UNSIGNED;
            }
            return declared.filter(Verified::isPayloadHash)
                    .orElseThrow(
                            () -> Signature.incomplete(
                                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value."));
        }

        private static boolean isPayloadHash(String value) {
            return List.of(UNSIGNED, UNSIGNED_TRAILER, SIGNED_CHUNKS, SIGNED_TRAILER)
                            .contains(value)
                    || value.matches("[0-9a-f]{64}");
        }

        @Override
        public Optional<ChunkSignatures> chunks() {
            return request.header(CONTENT_HASH)
                    .filter(hash -> hash.equals(SIGNED_CHUNKS) || hash.equals(SIGNED_TRAILER))
                    .map(hash -> new ChunkSignatures(
                            key, prefixOf(signature), signature.value(), hash.equals(SIGNED_TRAILER)));
        }
    }

    @Override
    public Principal basic(Optional<String> authorization) {
        var credentials = authorization
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> decoded(header.substring(BASIC.length()).strip()))
                .orElseThrow(() -> new AuthenticationException(
                        MISSING_SIGNATURE,
                        "Send an access key id and its secret as user and password of basic authentication."));
        int colon = credentials.indexOf(':');
        var key = requireKey(colon < 0 ? credentials : credentials.substring(0, colon));
        var secret = colon < 0 ? "" : credentials.substring(colon + 1);
        if (!MessageDigest.isEqual(secret.getBytes(UTF_8), key.secret().getBytes(UTF_8))) {
            throw new AuthenticationException(UNKNOWN_KEY, "The security token included in the request is invalid.");
        }
        return new Principal(key.account(), key, null);
    }

    @Override
    public Optional<Principal> open() {
        return Optional.empty();
    }

    @Override
    public Optional<Principal> ofKey(String id) {
        return keys.find(id).map(key -> new Principal(key.account(), key, null));
    }

    @Override
    public Set<String> origins() {
        return keys.all().stream().flatMap(key -> key.origins().stream()).collect(Collectors.toSet());
    }

    private static Optional<@Nullable String> decoded(String text) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(text), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
