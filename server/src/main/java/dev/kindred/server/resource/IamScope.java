package dev.kindred.server.resource;

/// An account in a partition. IAM entities belong to a scope regardless of region.
public record IamScope(String partition, String account) {

    /// Returns the ARN of an entity of this scope.
    ///
    /// @param path begins and ends with a slash
    public String arn(String type, String path, String name) {
        return "arn:" + partition + ":iam::" + account + ":" + type + path + name;
    }

    /// Returns the key of this scope's rows in the catalog.
    public String key() {
        return partition + "/" + account;
    }
}
