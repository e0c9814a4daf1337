package dev.kindred.server.resource;

/// An account in a partition: what IAM keeps belongs to one, whatever the region.
public record IamScope(String partition, String account) {

    /// The ARN of something of this scope.
    ///
    /// @param path begins and ends in a slash
    public String arn(String type, String path, String name) {
        return "arn:" + partition + ":iam::" + account + ":" + type + path + name;
    }

    /// The text under which the catalog keeps this scope's rows.
    public String key() {
        return partition + "/" + account;
    }
}
