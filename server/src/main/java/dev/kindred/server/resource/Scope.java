package dev.kindred.server.resource;

/// An account in a region. Resources of a scope are invisible to every other scope.
public record Scope(String account, String region) {

    /// Returns the scope that owns `arn`.
    public static Scope of(Arn arn) {
        return new Scope(arn.account(), arn.region());
    }

    /// Returns the ARN of a resource of this scope.
    public Arn arn(String type, String rest) {
        return new Arn(partition(), region, account, type, rest);
    }

    /// Returns the ARN of a resource of the service itself, in this scope's partition. It has neither region nor
    /// account.
    public Arn serviceArn(String type, String rest) {
        return new Arn(partition(), "", "", type, rest);
    }

    private String partition() {
        return Partition.of(region);
    }

    /// Returns the key of this scope's rows in the catalog.
    public String key() {
        return account + "/" + region;
    }
}
