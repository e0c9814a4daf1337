package dev.kindred.server.theme;

/// A failure to get a title from the language model. The message has the reason, and contains nothing of the
/// request or the response.
public final class TitleException extends Exception {

    private static final long serialVersionUID = 1;

    TitleException(String message) {
        super(message);
    }
}
