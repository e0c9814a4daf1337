package dev.kindred.server.theme;

/// There is no title to be had from the language model. The message says why, and holds nothing of what was sent or
/// answered.
public final class TitleException extends Exception {

    private static final long serialVersionUID = 1;

    TitleException(String message) {
        super(message);
    }
}
