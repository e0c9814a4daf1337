package dev.kindred.server.fuzz;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Generates JSON documents and texts that are almost valid.
public final class HostileText {

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "a",
            "null",
            "NaN",
            "-1",
            "1e400",
            "true",
            "{}",
            "[]",
            "é",
            "\u202e",
            "\ud83d\ude00",
            "a".repeat(64),
            "a".repeat(257),
            "a".repeat(1_001),
            "../../etc/passwd",
            "%00",
            "${jndi:ldap://x}",
            "'; DROP TABLE resource; --",
            "arn:aws:personalize:us-east-1:000000000000:campaign/",
            "arn:aws:personalize:eu-west-1:000000000000:campaign/c",
            "arn:aws:personalize:::recipe/aws-nope",
            "s3://",
            "s3://data/../x",
            "rate(0 days)",
            "rate(99999999999999999999 days)",
            "FULL",
            "2026-01-01T00:00:00Z",
            "arn:aws:iam::000000000000:role/any");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "100",
            "101",
            "500",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1e9",
            "1e308",
            "1e309",
            "-1e400",
            "1e-400",
            "0.1",
            "9".repeat(30),
            "9".repeat(1_000),
            "1e2147483648",
            "1e99999999999",
            "NaN",
            "Infinity",
            "0x10",
            "01",
            "1.",
            ".5",
            "+1",
            "1_000");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\":null}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\",
            "\"\\x\"",
            "",
            "nul",
            "'a'",
            "/*c*/1",
            "[1,]",
            "{\"a\":1,}",
            "[".repeat(99) + "]".repeat(99),
            "[".repeat(1_000),
            "{\"a\":".repeat(101) + "1" + "}".repeat(101),
            "\ud800",
            "\ufeff1");

    private final Random random;

    public HostileText(Random random) {
        this.random = random;
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public String string() {
        return random.nextInt(3) == 0 ? pick(STRINGS) : pick(List.of("abc", "u1", "i7", "watch", "\"a\"", "0.3", "1"));
    }

    private String odd() {
        return switch (random.nextInt(3)) {
            case 0 -> quoted(string());
            case 1 -> pick(NUMBERS);
            default -> pick(ODD);
        };
    }

    /// Returns a string literal of JSON.
    public static String quoted(String text) {
        var literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == '"' || unit == '\\') {
                literal.append('\\').append(unit);
            } else if (unit < ' ') {
                literal.append("\\u%04x".formatted((int) unit));
            } else {
                literal.append(unit);
            }
        }
        return literal.append('"').toString();
    }

    /// Returns a document for a record: members of their types, of other types, missing, repeated or unknown.
    public String document(Class<? extends Record> type) {
        var text = new StringBuilder(value(type, "", 0));
        for (int i = random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0; i > 0 && !text.isEmpty(); i--) {
            damage(text);
        }
        return text.toString();
    }

    /// Inserts, deletes or changes a few characters.
    public void damage(StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.setCharAt(at, (char) random.nextInt(0x180));
            case 1 ->
                text.insert(
                        at,
                        pick(List.of(
                                "{",
                                "}",
                                "\"",
                                ",",
                                "\\u",
                                "\0",
                                "[".repeat(200),
                                "//",
                                "(",
                                "|",
                                "$",
                                "%",
                                "&",
                                "<",
                                "\r\n",
                                ";",
                                ":")));
            case 2 -> text.setLength(at);
            default -> text.deleteCharAt(at);
        }
    }

    private String value(Type type, String name, int depth) {
        if (random.nextInt(20) == 0) {
            return odd();
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], name, depth);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(generic.getActualTypeArguments()[1], depth);
        }
        if (!(type instanceof Class<?> plain)) {
            return odd();
        }
        if (plain.isRecord() && depth < 6 && !plain.getSimpleName().equals("Arn")) {
            return object(plain, depth);
        }
        if (plain.isEnum()) {
            return quoted(
                    random.nextInt(4) == 0
                            ? string()
                            : pick(List.of(plain.getEnumConstants())).toString());
        }
        if (plain == Boolean.class || plain == boolean.class) {
            return Boolean.toString(random.nextBoolean());
        }
        if (Number.class.isAssignableFrom(plain) || plain.isPrimitive() || plain == java.time.Instant.class) {
            return random.nextInt(3) == 0 ? pick(NUMBERS) : Integer.toString(random.nextInt(600));
        }
        return quoted(
                name.endsWith("Arn") && random.nextBoolean()
                        ? "arn:aws:personalize:us-east-1:000000000000:x/y"
                        : string());
    }

    private String object(Class<?> type, int depth) {
        var members = new ArrayList<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (random.nextInt(4) > 0) {
                members.add(quoted(component.getName()) + ":"
                        + value(component.getGenericType(), component.getName(), depth + 1));
            }
        }
        if (random.nextInt(6) == 0) {
            members.add(quoted(string()) + ":" + odd());
        }
        if (random.nextInt(10) == 0 && !members.isEmpty()) {
            members.add(pick(members));
        }
        return "{" + String.join(",", members) + "}";
    }

    private String list(Type of, String name, int depth) {
        var elements = new ArrayList<String>();
        for (int i = pick(List.of(0, 1, 1, 1, 2, 11)); i > 0; i--) {
            elements.add(value(of, name, depth + 1));
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String map(Type of, int depth) {
        var entries = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.add(quoted(string()) + ":" + value(of, "", depth + 1));
        }
        return "{" + String.join(",", entries) + "}";
    }
}
