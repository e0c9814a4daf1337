package dev.kindred.server.auth;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every caller has all rights in one account. The signature is not verified; its region selects the region, and its
/// session
/// token the identity.
///
/// @param account the account of all callers
/// @param sessions the sessions that STS issues
public record NoAuthentication(String account, Sessions sessions) implements Authenticator {

    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=[^/,\\s]+/\\d{8}/([a-z0-9-]{1,32})/[a-z0-9-]{1,32}/aws4_request");

    @Override
    public Claim claim(SignedRequest request, String service) {
        var region = request.header("authorization")
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .map(credential -> credential.group(1));
        var session =
                request.header("x-amz-security-token").flatMap(sessions::find).orElse(null);
        return new ProvedClaim(region, new Principal(account, null, session));
    }

    @Override
    public Principal basic(Optional<String> authorization) {
        return Principal.unauthenticated(account);
    }

    @Override
    public Set<String> origins() {
        return Set.of();
    }
}
