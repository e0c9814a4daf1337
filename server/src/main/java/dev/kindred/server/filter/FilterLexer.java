package dev.kindred.server.filter;

import dev.kindred.server.filter.FilterToken.Kind;
import dev.kindred.server.literal.Printable;
import dev.kindred.server.literal.QuotedString;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits an expression into tokens, one at a time.
final class FilterLexer {

    // Each alternative starts with different characters, and possessive quantifiers keep matching linear in the
    // text.
    private static final Pattern TOKEN = Pattern.compile("(?<word>[A-Za-z_][A-Za-z0-9_]*+)"
            + "|(?<number>-?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,3})?(?![A-Za-z0-9_.]))"
            + "|\\$(?<parameter>[A-Za-z0-9_]++)"
            + "|(?<symbol>!=|<=|>=|[=<>().,|*])");

    /// `IN ("$NAME")`, the form of a parameter in one of AWS's samples.
    private static final Pattern QUOTED_PARAMETER = Pattern.compile("\\$([A-Za-z0-9_]+)");

    /// AWS's limit on the length of a placeholder.
    private static final int MAX_PARAMETER_NAME = 50;

    private final String text;
    private final Matcher matcher;
    private int at;

    FilterLexer(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
    }

    FilterToken next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int position = text.codePointCount(0, at) + 1;
        if (at == text.length()) {
            return new FilterToken(Kind.END, "", position);
        }
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            return string(first, position);
        }
        if (!matcher.region(at, text.length()).lookingAt()) {
            throw new FilterSyntaxException(position, problem(text.codePointAt(at)));
        }
        at = matcher.end();
        return token(position);
    }

    private FilterToken string(char quote, int position) {
        int end = QuotedString.end(text, at + 1, quote);
        if (end < 0) {
            throw new FilterSyntaxException(
                    position,
                    "the string that begins here has no closing %1$s; inside it, \\%1$s stands for %1$s and \\\\ for \\."
                            .formatted(quote));
        }
        String value = QuotedString.value(text, at + 1, end, quote);
        at = end + 1;
        Matcher quoted = QUOTED_PARAMETER.matcher(value);
        return quoted.matches() ? parameter(quoted.group(1), position) : new FilterToken(Kind.STRING, value, position);
    }

    private FilterToken token(int position) {
        if (matcher.group("word") != null) {
            return new FilterToken(Kind.WORD, matcher.group("word"), position);
        }
        if (matcher.group("number") != null) {
            return new FilterToken(Kind.NUMBER, matcher.group("number"), position);
        }
        if (matcher.group("parameter") != null) {
            return parameter(matcher.group("parameter"), position);
        }
        return new FilterToken(Kind.SYMBOL, matcher.group("symbol"), position);
    }

    private static FilterToken parameter(String name, int position) {
        if (name.length() > MAX_PARAMETER_NAME) {
            throw new FilterSyntaxException(
                    position, "the name of a parameter has at most " + MAX_PARAMETER_NAME + " characters.");
        }
        return new FilterToken(Kind.PARAMETER, name, position);
    }

    private static String problem(int character) {
        return switch (character) {
            case '\u201C', '\u201D', '\u2018', '\u2019' ->
                "found a typographic quote; write strings between \" and \" or ' and '.";
            case '\\' -> "found \"\\\"; outside a string, write quotes without a backslash before them.";
            case '$' -> "a parameter is $ and a name of letters, digits and underscores.";
            case '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                "a number is written like 18, -2.5 or 1.7e9; put quotes around anything else.";
            default -> "found " + shown(character) + ", which stands only between quotes.";
        };
    }

    /// Returns a character for a message, with its code point if it is invisible or resembles another character.
    private static String shown(int character) {
        String text = Printable.of(Character.toString(character));
        return character < 0x7F || text.startsWith("\\")
                ? "\"" + text + "\""
                : "\"%s\" (U+%04X)".formatted(text, character);
    }
}
