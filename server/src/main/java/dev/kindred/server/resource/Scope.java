package dev.kindred.server.resource;

/// An account in a region: what one scope holds, no other sees.
public record Scope(String account, String region) {

    /// The scope that owns `arn`.
    public static Scope of(Arn arn) {
        return new Scope(arn.account(), arn.region());
    }

    /// The ARN of a resource of this scope.
    public Arn arn(String type, String rest) {
        return new Arn(partition(), region, account, type, rest);
    }

    /// The ARN of a resource of the service itself, as this scope sees it: it has neither region nor account.
    public Arn serviceArn(String type, String rest) {
        return new Arn(partition(), "", "", type, rest);
    }

    private String partition() {
        return Partition.of(region);
    }

    /// The text under which the catalog keeps this scope's rows.
    public String key() {
        return account + "/" + region;
    }
}
