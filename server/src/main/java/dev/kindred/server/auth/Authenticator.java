package dev.kindred.server.auth;

import java.util.Optional;
import java.util.Set;

/// Finds the caller of requests.
public sealed interface Authenticator permits NoAuthentication, SignatureAuthenticator {

    /// Returns the claim of a request. The signature's key, time and scope are valid; [Claim] verifies the rest.
    ///
    /// @param service the service that the request is for, in the form of a credential scope
    /// @throws AuthenticationException if the claim cannot be proved by any body
    Claim claim(SignedRequest request, String service);

    /// Returns the caller with these credentials of HTTP's basic authentication: an access key id and its secret. For
    /// programs that cannot sign, such as Prometheus.
    ///
    /// @throws AuthenticationException if they are not those of a key
    Principal basic(Optional<String> authorization);

    /// Returns the caller of every request without credentials, or empty if credentials are needed.
    Optional<Principal> open();

    /// Returns the caller who has a key, whose secret the caller has proved before.
    Optional<Principal> ofKey(String id);

    /// Returns the origins whose pages can use some key.
    Set<String> origins();
}
