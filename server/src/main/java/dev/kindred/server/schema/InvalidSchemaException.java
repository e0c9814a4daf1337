package dev.kindred.server.schema;

import java.util.List;
import java.util.Objects;

/// A schema that violates rules. It has all violations, worded for the author of the schema; the message joins
/// them.
public final class InvalidSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> violations;

    /// @param violations one sentence each, at least one
    public InvalidSchemaException(List<String> violations) {
        super(message(violations));
        this.violations = List.copyOf(violations);
    }

    /// Returns the message, which is never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// The violations, one sentence each, in the order of the schema's text.
    public List<String> violations() {
        return violations;
    }

    private static String message(List<String> violations) {
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("no violation");
        }
        if (violations.size() == 1) {
            return "The schema is not valid. " + violations.getFirst();
        }
        var text = new StringBuilder("The schema is not valid in ")
                .append(violations.size())
                .append(" places.");
        for (int i = 0; i < violations.size(); i++) {
            text.append(" (").append(i + 1).append(") ").append(violations.get(i));
        }
        return text.toString();
    }
}
