package dev.kindred.paginators;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats a value read from JSON as Python's {@code repr} does; botocore's messages quote tokens in this form. */
final class PythonLiteral {

    private PythonLiteral() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PythonLiteral::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var literal = new StringBuilder().append(quote);
        text.codePoints().forEach(character -> {
            if (character == quote || character == '\\') {
                literal.append('\\').appendCodePoint(character);
            } else if (character == '\n') {
                literal.append("\\n");
            } else if (character == '\r') {
                literal.append("\\r");
            } else if (character == '\t') {
                literal.append("\\t");
            } else if (isPrintable(character)) {
                literal.appendCodePoint(character);
            } else if (character <= 0xFF) {
                literal.append(String.format("\\x%02x", character));
            } else if (character <= 0xFFFF) {
                literal.append(String.format("\\u%04x", character));
            } else {
                literal.append(String.format("\\U%08x", character));
            }
        });
        return literal.append(quote).toString();
    }

    private static boolean isPrintable(int character) {
        return character == ' '
                || switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
