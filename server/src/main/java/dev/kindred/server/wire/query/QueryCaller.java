package dev.kindred.server.wire.query;

import dev.kindred.server.auth.Principal;

/// The caller of an action.
///
/// @param partition the partition of the region in the request's signature
public record QueryCaller(String partition, Principal principal) {

    /// Returns the account whose entities the caller sees.
    public String account() {
        return principal.account();
    }
}
