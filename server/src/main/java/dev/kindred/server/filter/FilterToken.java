package dev.kindred.server.filter;

import dev.kindred.server.literal.Printable;

/// A token of an expression.
///
/// @param text the content of a string without its quotes, the name of a parameter without its `$`, or the token
/// as written
/// @param position the position of the first character, counted from 1
record FilterToken(Kind kind, String text, int position) {

    enum Kind {
        WORD,
        NUMBER,
        STRING,
        PARAMETER,
        SYMBOL,
        END
    }

    /// Returns whether the token is a symbol or, without regard to case, a word.
    boolean is(String expected) {
        return switch (kind) {
            case SYMBOL -> text.equals(expected);
            case WORD -> text.equalsIgnoreCase(expected);
            case NUMBER, STRING, PARAMETER, END -> false;
        };
    }

    /// Returns the token's form in a message. Strings and numbers can be sensitive data, so the message names
    /// only their kind.
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
