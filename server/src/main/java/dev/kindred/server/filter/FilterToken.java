package dev.kindred.server.filter;

import dev.kindred.server.literal.Printable;

/// A word of an expression.
///
/// @param text of a string, what stands between the quotes; of a parameter, the name without its `$`; else as
/// written
/// @param position where it begins, counted from 1
record FilterToken(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        PARAMETER,
        SYMBOL,
        END
    }

    /// Returns whether it is that symbol, or that word in any case.
    boolean is(String expected) {
        return switch (kind) {
            case SYMBOL -> text.equals(expected);
            case WORD -> text.equalsIgnoreCase(expected);
            case NUMBER, STRING, PARAMETER, END -> false;
        };
    }

    /// Returns its form in a message. A string or number is a value of the data, so only its kind is named.
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case PARAMETER -> "\"$" + text + "\"";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case WORD, SYMBOL -> "\"" + Printable.of(text, 50) + "\"";
        };
    }
}
