package dev.kindred.server.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON policy, checked to the extent that AWS checks a policy before storing it. Policies are not enforced.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM
/// JSON policy language</a>
public record PolicyDocument(List<JsonNode> statements) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /// The type of the entity a policy is attached to. It determines whether statements must have principals and
    /// resources.
    public enum Kind {
        /// The trust policy of a role: principals, no resources.
        TRUST(true, false),
        /// An identity-based policy: resources, no principals.
        IDENTITY(false, true),
        /// A bucket policy: principals and resources.
        RESOURCE(true, true);

        private final boolean hasPrincipal;
        private final boolean hasResource;

        Kind(boolean hasPrincipal, boolean hasResource) {
            this.hasPrincipal = hasPrincipal;
            this.hasResource = hasResource;
        }
    }

    /// Describes an error in a policy, in AWS's words where they are known.
    public static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /// Parses a policy.
    ///
    /// @throws MalformedException if the text is not a policy of this kind
    public static PolicyDocument read(String text, Kind kind) {
        var document = parse(text);
        var version = document.get("Version");
        if (version != null && !VERSIONS.contains(version.asString(""))) {
            throw new MalformedException("The policy's Version must be 2012-10-17 or 2008-10-17.");
        }
        var statement = document.get("Statement");
        if (statement == null) {
            throw new MalformedException("Missing required field Statement");
        }
        var statements = manyOf(statement);
        var ids = new HashSet<String>();
        for (var each : statements) {
            requireWhole(each, kind);
            var id = each.get("Sid");
            if (id != null && !ids.add(id.asString(""))) {
                throw new MalformedException("Statement IDs (SID) in a single policy must be unique.");
            }
        }
        return new PolicyDocument(statements);
    }

    private static JsonNode parse(String text) {
        try {
            var document = JSON.readTree(text);
            if (text.startsWith("{") && document.isObject()) {
                return document;
            }
        } catch (JacksonException e) {
            // handled below: the error is the same
        }
        throw new MalformedException("Policies must be valid JSON and the first byte must be '{'");
    }

    private static void requireWhole(JsonNode statement, Kind kind) {
        if (!statement.isObject()) {
            throw new MalformedException("Syntax errors in policy: a Statement is a JSON object or a list of them.");
        }
        if (!statement.has("Effect")) {
            throw new MalformedException("Missing required field Effect");
        }
        var effect = statement.get("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new MalformedException("Invalid effect: " + effect);
        }
        requireNamed(statement, "Action", true);
        requireNamed(statement, "Principal", kind.hasPrincipal);
        requireNamed(statement, "Resource", kind.hasResource);
    }

    /// Requires exactly one of `name` and `Not<name>` if `isRequired`, neither otherwise.
    private static void requireNamed(JsonNode statement, String name, boolean isRequired) {
        boolean has = statement.has(name);
        boolean hasNot = statement.has("Not" + name);
        if (isRequired && !has && !hasNot) {
            throw new MalformedException("Missing required field " + name);
        }
        if (!isRequired && (has || hasNot)) {
            throw new MalformedException("Has prohibited field " + name);
        }
        if (has && hasNot) {
            throw new MalformedException("A statement has either %s or Not%s, not both.".formatted(name, name));
        }
    }

    /// Returns the resources of all statements.
    public List<String> resources() {
        return statements.stream()
                .flatMap(statement -> manyOf(statement.path("Resource")).stream())
                .map(resource -> resource.asString(""))
                .toList();
    }

    /// Returns whether a statement allows an action to everybody without a condition.
    public boolean isPublic() {
        return statements.stream()
                .anyMatch(statement -> statement.path("Effect").asString("").equals("Allow")
                        && !statement.has("Condition")
                        && isEverybody(statement.path("Principal")));
    }

    private static boolean isEverybody(JsonNode principal) {
        return principal.isObject()
                ? principal.values().stream().anyMatch(PolicyDocument::isEverybody)
                : manyOf(principal).stream().anyMatch(each -> each.asString("").equals("*"));
    }

    /// Returns the elements of a list, or the single value: the policy language allows both.
    private static List<JsonNode> manyOf(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        var many = new ArrayList<JsonNode>();
        if (node.isArray()) {
            node.values().forEach(many::add);
        } else {
            many.add(node);
        }
        return many;
    }
}
