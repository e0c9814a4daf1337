package dev.kindred.server.operation;

import java.util.Arrays;
import java.util.stream.Collectors;

/// A short notation of Avro schemas: `Avro.schema("Items", "ITEM_ID string", "GENRE string? categorical")`.
public final class Avro {

    public static final String INTERACTIONS =
            schema("Interactions", "USER_ID string", "ITEM_ID string", "TIMESTAMP long");
    public static final String ITEMS = schema("Items", "ITEM_ID string", "GENRE string categorical");
    public static final String USERS = schema("Users", "USER_ID string", "AGE int?");
    public static final String ACTIONS = schema("Actions", "ACTION_ID string", "COST int?");
    public static final String ACTION_INTERACTIONS =
            schema("ActionInteractions", "USER_ID string", "ACTION_ID string", "EVENT_TYPE string", "TIMESTAMP long");
    public static final String SHOP_INTERACTIONS =
            schema("Interactions", "USER_ID string", "ITEM_ID string", "TIMESTAMP long", "EVENT_TYPE string");

    private Avro() {}

    /// Returns the schema of that record name. A field consists of its name, its type with a suffix `?` if it is
    /// nullable, and its flags.
    public static String schema(String name, String... fields) {
        return """
                {"type":"record","name":"%s","namespace":"com.amazonaws.personalize.schema","fields":[%s],"version":"1.0"}""".formatted(name, Arrays.stream(fields).map(Avro::field).collect(Collectors.joining(",")));
    }

    private static String field(String text) {
        var words = text.split(" ", -1);
        var type = words[1].endsWith("?")
                ? "[\"null\",\"%s\"]".formatted(words[1].substring(0, words[1].length() - 1))
                : "\"%s\"".formatted(words[1]);
        var flags = Arrays.stream(words).skip(2).map(",\"%s\":true"::formatted).collect(Collectors.joining());
        return "{\"name\":\"%s\",\"type\":%s%s}".formatted(words[0], type, flags);
    }
}
