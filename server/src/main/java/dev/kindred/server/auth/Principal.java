package dev.kindred.server.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The authenticated caller of a request.
///
/// @param account the account whose resources the caller sees
/// @param key the access key, or null where the server does not authenticate
/// @param session the session of temporary credentials, or null
public record Principal(
        String account, @Nullable AccessKey key, @Nullable Session session) {

    /// Returns the caller of a server that does not authenticate.
    public static Principal unauthenticated(String account) {
        return new Principal(account, null, null);
    }

    /// Returns whether the caller has a kind of access.
    public boolean can(Access access) {
        return key == null || key.permits(access);
    }

    /// Returns the names of the dataset groups to which the caller is restricted; empty for no restriction.
    public Set<String> datasetGroups() {
        return key == null ? Set.of() : key.datasetGroups();
    }

    /// Returns whether the caller sees everything in an account: it is the caller's own, and the caller is not
    /// restricted
    /// to dataset groups.
    public boolean seesAll(String accountId) {
        return accountId.equals(account) && datasetGroups().isEmpty();
    }

    /// Requires a kind of access.
    ///
    /// @param action the action in the message, such as `personalize:CreateSchema`
    /// @throws AuthenticationException if the caller does not have it
    public void require(Access access, String action) {
        if (!can(access)) {
            throw denied(action, "no right of the key permits it");
        }
    }

    /// Requires that the caller is not restricted to dataset groups, because the action reaches the whole account.
    ///
    /// @throws AuthenticationException if the caller is restricted
    public void requireWholeAccount(String action) {
        if (!datasetGroups().isEmpty()) {
            throw denied(action, "the key is restricted to dataset groups, and the action reaches the whole account");
        }
    }

    /// Returns the refusal of an action.
    public AuthenticationException denied(String action, String reason) {
        return new AuthenticationException(
                AuthenticationException.Reason.ACCESS_DENIED,
                "User: %s is not authorized to perform: %s, because %s.".formatted(arn(), action, reason));
    }

    private String arn() {
        if (session != null) {
            return session.arn();
        }
        return "arn:aws:iam::%s:user/%s".formatted(account, key == null ? "anonymous" : key.id());
    }
}
