package dev.kindred.server.literal;

import com.fasterxml.jackson.annotation.JsonValue;

/// A message about data, in two forms. Rows, ids of users and values of filters stand in the form for the owner only:
/// they never reach a log. In JSON it is the form for the owner.
///
/// @param text the form for the owner of the data
/// @param logText the form for the log, without data
public record Message(String text, String logText) {

    @Override
    @JsonValue
    public String text() {
        return text;
    }

    /// Returns a message that quotes no data, so that both forms are the same.
    public static Message of(String text) {
        return new Message(text, text);
    }
}
