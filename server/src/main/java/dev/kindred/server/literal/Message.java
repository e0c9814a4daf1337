package dev.kindred.server.literal;

import com.fasterxml.jackson.annotation.JsonValue;

/// A message about data in two forms. Rows, user ids and filter values occur only in the form for the owner of
/// the data and never reach a log. The JSON form is the form for the owner.
///
/// @param text the form for the owner of the data
/// @param logText the form for the log, without data
public record Message(String text, String logText) {

    @Override
    @JsonValue
    public String text() {
        return text;
    }

    /// Returns a message that quotes no data, so that both forms are equal.
    public static Message of(String text) {
        return new Message(text, text);
    }
}
