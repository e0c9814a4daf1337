package dev.kindred.paginators;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON parser and writer with the rules of Python's {@code json}. Objects become maps in the order of their members,
 * and the last of several members of one name is kept. Integers become {@link BigInteger} and other numbers {@link
 * Double}. Beyond the standard it accepts {@code NaN}, {@code Infinity}, {@code -Infinity} and escaped unpaired
 * surrogates.
 */
final class PythonJson {

    /** Text that Python's {@code json.loads} rejects as well. */
    static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedException(String expected, int position) {
            super("expected " + expected + " at position " + position);
        }
    }

    private static final Pattern NUMBER = Pattern.compile("(-?(?:0|[1-9][0-9]*))(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int MAX_DIGITS = 4300; // Python's default limit on the digits of an int
    private static final int MAX_DEPTH = 900; // close to Python's recursion limit

    private final String text;
    private int position;
    private int depth;

    private PythonJson(String text) {
        this.text = text;
    }

    /** Parses {@code text}, which must contain one value. */
    static @Nullable Object parse(String text) throws MalformedException {
        var parser = new PythonJson(text);
        parser.skipWhitespace();
        Object value = parser.value();
        parser.skipWhitespace();
        if (parser.position < text.length()) {
            throw parser.expected("the end");
        }
        return value;
    }

    /** Returns {@code value} as a JSON string in ASCII, with lower-case hexadecimal escapes. */
    static String quote(String value) {
        var json = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\f' -> json.append("\\f");
                case '\b' -> json.append("\\b");
                default -> {
                    if (character >= ' ' && character <= '~') {
                        json.append(character);
                    } else {
                        json.append(String.format("\\u%04x", (int) character));
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    private @Nullable Object value() throws MalformedException {
        if (position == text.length()) {
            throw expected("a value");
        }
        return switch (text.charAt(position)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 'n' -> literal("null", null);
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'N' -> literal("NaN", Double.NaN);
            case 'I' -> literal("Infinity", Double.POSITIVE_INFINITY);
            default ->
                text.startsWith("-Infinity", position) ? literal("-Infinity", Double.NEGATIVE_INFINITY) : number();
        };
    }

    private Map<String, @Nullable Object> object() throws MalformedException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        enter();
        if (!skip('}')) {
            do {
                skipWhitespace();
                if (position == text.length() || text.charAt(position) != '"') {
                    throw expected("a member's name");
                }
                String name = string();
                skipWhitespace();
                require(':');
                skipWhitespace();
                members.put(name, value());
                skipWhitespace();
            } while (skip(','));
            require('}');
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() throws MalformedException {
        var elements = new ArrayList<@Nullable Object>();
        enter();
        if (!skip(']')) {
            do {
                skipWhitespace();
                elements.add(value());
                skipWhitespace();
            } while (skip(','));
            require(']');
        }
        depth--;
        return elements;
    }

    private void enter() throws MalformedException {
        position++;
        depth++;
        if (depth > MAX_DEPTH) {
            throw expected("fewer levels than " + depth);
        }
        skipWhitespace();
    }

    private String string() throws MalformedException {
        var string = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char character = text.charAt(position);
            if (character == '"') {
                position++;
                return string.toString();
            }
            if (character < ' ') {
                throw expected("no control character");
            }
            string.append(character == '\\' ? escaped() : character);
        }
        throw expected("a closing quote");
    }

    private char escaped() throws MalformedException {
        position++;
        if (position == text.length()) {
            throw expected("an escape");
        }
        return switch (text.charAt(position)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw expected("an escape");
        };
    }

    private char hexadecimal() throws MalformedException {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            position++;
            int value = position < text.length() && text.charAt(position) < 0x80
                    ? Character.digit(text.charAt(position), 16)
                    : -1;
            if (value < 0) {
                throw expected("four hexadecimal digits");
            }
            code = (code << 4) | value;
        }
        return (char) code;
    }

    private Number number() throws MalformedException {
        var number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt()) {
            throw expected("a value");
        }
        if (number.group(2) != null || number.group(3) != null) {
            position = number.end();
            return Double.valueOf(number.group());
        }
        if (number.group().length() > MAX_DIGITS) {
            throw expected("at most " + MAX_DIGITS + " digits");
        }
        position = number.end();
        return new BigInteger(number.group());
    }

    private @Nullable Object literal(String name, @Nullable Object value) throws MalformedException {
        if (!text.startsWith(name, position)) {
            throw expected("a value");
        }
        position += name.length();
        return value;
    }

    private void skipWhitespace() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean skip(char character) {
        if (position == text.length() || text.charAt(position) != character) {
            return false;
        }
        position++;
        return true;
    }

    private void require(char character) throws MalformedException {
        if (!skip(character)) {
            throw expected("'" + character + "'");
        }
    }

    private MalformedException expected(String what) {
        return new MalformedException(what, position);
    }
}
