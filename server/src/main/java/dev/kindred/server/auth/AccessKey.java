package dev.kindred.server.auth;

import java.util.Set;

/// An access key of an account.
///
/// @param id the access key id
/// @param secret the secret access key
/// @param account the account id, 12 digits
/// @param rights at least one
/// @param datasetGroups the names of the dataset groups that the key can use; empty for all
/// @param origins the origins whose pages can use the key from a browser; empty for the origins of the server
public record AccessKey(
        String id, String secret, String account, Set<Right> rights, Set<String> datasetGroups, Set<String> origins) {

    public AccessKey {
        rights = Set.copyOf(rights);
        datasetGroups = Set.copyOf(datasetGroups);
        origins = Set.copyOf(origins);
    }

    /// Returns whether any right of the key permits a kind of access.
    public boolean permits(Access access) {
        return rights.stream().anyMatch(right -> right.permits(access));
    }

    /// The secret does not appear in logs.
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + account + "]";
    }
}
