package dev.kindred.server.wire;

import dev.kindred.server.auth.Access;
import dev.kindred.server.auth.Authenticator;
import dev.kindred.server.auth.Claim;
import dev.kindred.server.auth.Principal;
import dev.kindred.server.auth.SignedRequest;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The callers of HTTP requests.
///
/// @param defaultRegion the region of requests whose signature has none
public record Authentication(Authenticator authenticator, String defaultRegion) {

    /// The headers that a server reads which does not authenticate.
    private static final List<HeaderName> UNVERIFIED =
            List.of(HeaderNames.AUTHORIZATION, HeaderNames.create("x-amz-security-token"));

    private static final byte[] NO_BODY = {};
    private static final String SERVICE = "personalize";

    /// Returns the claim of a request.
    ///
    /// @param service the service in the credential scope
    /// @throws dev.kindred.server.auth.AuthenticationException if no body proves it
    public Claim claim(ServerRequest request, String service) {
        return authenticator.claim(signed(request, ""), service);
    }

    /// Returns the claim of a request for S3.
    ///
    /// @param hostBucket the bucket that the host names, or null
    /// @throws dev.kindred.server.auth.AuthenticationException if no body proves it
    public Claim claimOfS3(ServerRequest request, @Nullable String hostBucket) {
        return authenticator.claim(signed(request, hostBucket == null ? "" : hostBucket), "s3");
    }

    /// Returns the region of a claim, or the default region.
    public String regionOf(Claim claim) {
        return claim.region().orElse(defaultRegion);
    }

    /// Returns the caller of a request of Kindred's own without a body, by signature or by basic authentication, if the
    /// caller has a kind of access.
    ///
    /// @param action the action in messages
    /// @throws dev.kindred.server.auth.AuthenticationException if not
    Principal require(ServerRequest request, Access access, String action) {
        var caller = callerOf(request);
        caller.require(access, action);
        return caller;
    }

    /// Returns the caller of a request without a body, by signature or by basic authentication.
    private Principal callerOf(ServerRequest request) {
        var authorization = request.headers().first(HeaderNames.AUTHORIZATION);
        boolean isBasic = authorization
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("basic "))
                .isPresent();
        return isBasic
                ? authenticator.basic(authorization)
                : claim(request, SERVICE).prove(NO_BODY);
    }

    /// Returns the caller of a request without a body, if the request has valid credentials and the access.
    Optional<Principal> find(ServerRequest request, Access access) {
        try {
            return Optional.of(callerOf(request)).filter(caller -> caller.can(access));
        } catch (dev.kindred.server.auth.AuthenticationException e) {
            return Optional.empty();
        }
    }

    private SignedRequest signed(ServerRequest request, String hostBucket) {
        var headers = new HashMap<String, List<String>>();
        if (authenticator.open().isPresent()) { // nothing is verified: the rest costs time at each request
            for (var name : UNVERIFIED) {
                request.headers().first(name).ifPresent(value -> headers.put(name.lowerCase(), List.of(value)));
            }
        } else {
            request.headers().forEach(header -> headers.put(header.headerName().lowerCase(), header.allValues()));
        }
        var prologue = request.prologue();
        return new SignedRequest(
                prologue.method().text(),
                prologue.uriPath().rawPath(),
                prologue.query().rawValue(),
                hostBucket,
                headers);
    }
}
