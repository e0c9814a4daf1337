package dev.kindred.server.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/// An Amazon Resource Name: `arn:<partition>:personalize:<region>:<account>:<type>/<rest>`. Region and account are
/// empty for resources of the service itself.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon Resource Names</a>
public record Arn(String partition, String region, String account, String type, String rest) {

    /// Returns the ARN that `text` contains, or empty if `text` is not an ARN of this service.
    public static Optional<Arn> find(String text) {
        var parts = text.split(":", 6);
        if (parts.length != 6 || !parts[0].equals("arn") || !parts[2].equals("personalize")) {
            return Optional.empty();
        }
        int slash = parts[5].indexOf('/');
        if (slash <= 0 || slash == parts[5].length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new Arn(parts[1], parts[3], parts[4], parts[5].substring(0, slash), parts[5].substring(slash + 1)));
    }

    /// Returns the ARN that `text` contains. `text` was written by the server itself and must be valid.
    @JsonCreator
    public static Arn of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("not an ARN of personalize: " + text));
    }

    /// Returns this ARN up to the first segment of its rest: for a solution version, the ARN of its solution.
    public Arn upToFirstSegment() {
        int slash = rest.indexOf('/');
        return slash < 0 ? this : new Arn(partition, region, account, type, rest.substring(0, slash));
    }

    /// Returns the ARN of the resource with the same name and another type.
    public Arn withType(String type) {
        return new Arn(partition, region, account, type, rest);
    }

    @Override
    @JsonValue
    public String toString() {
        return "arn:" + partition + ":personalize:" + region + ":" + account + ":" + type + "/" + rest;
    }
}
