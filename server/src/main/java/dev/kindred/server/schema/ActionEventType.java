package dev.kindred.server.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The type of a user's event with an action.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/action-interactions-datasets.html">Action
/// interactions dataset</a>
public enum ActionEventType {
    /// The user took the action.
    TAKEN,
    /// The user was offered the action and did not take it.
    NOT_TAKEN,
    /// The user saw the action.
    VIEWED;

    private static final Map<String, ActionEventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    /// Finds a type by its name in any case, with or without spaces and underscores: `Not Taken` is one.
    public static Optional<ActionEventType> find(String name) {
        var normalized = BY_NAME.get(name); // fast path: most names are exact
        return normalized == null ? findSpelt(name) : Optional.of(normalized);
    }

    private static Optional<ActionEventType> findSpelt(String name) {
        var letters = name.replaceAll("[ _]", "").toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.name().replace("_", "").equals(letters))
                .findFirst();
    }

    /// Returns the name of the type that `name` spells, or `name` if it spells none.
    public static String normalized(String name) {
        return find(name).map(Enum::name).orElse(name);
    }
}
