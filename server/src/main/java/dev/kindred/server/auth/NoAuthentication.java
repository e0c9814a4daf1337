package dev.kindred.server.auth;

import java.util.Optional;
import java.util.Set;

/// Every caller has all rights in one account. The signature is not verified; its region selects the region, and its
/// session
/// token the identity.
///
/// @param account the account of all callers
/// @param sessions the sessions that STS issues
public record NoAuthentication(String account, Sessions sessions) implements Authenticator {

    @Override
    public Claim claim(SignedRequest request, String service) {
        var region = request.header("authorization").map(header -> CredentialScope.region(header, ""));
        var session =
                request.header("x-amz-security-token").flatMap(sessions::find).orElse(null);
        return new ProvedClaim(region.filter(name -> !name.isEmpty()), new Principal(account, null, session));
    }

    @Override
    public Principal basic(Optional<String> authorization) {
        return Principal.unauthenticated(account);
    }

    @Override
    public Optional<Principal> open() {
        return Optional.of(Principal.unauthenticated(account));
    }

    @Override
    public Optional<Principal> ofKey(String id) {
        return Optional.empty();
    }

    @Override
    public Set<String> origins() {
        return Set.of();
    }
}
