package dev.kindred.server.catalog;

/// An account in a region: what one scope holds, no other sees.
public record Scope(String account, String region) {

    /// The scope that owns `arn`.
    public static Scope of(Arn arn) {
        return new Scope(arn.account(), arn.region());
    }

    /// The ARN of a resource of this scope.
    public Arn arn(String type, String rest) {
        return new Arn("aws", region, account, type, rest);
    }

    /// The text under which the catalog keeps this scope's rows.
    String key() {
        return account + "/" + region;
    }
}
