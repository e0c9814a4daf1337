package dev.kindred.server.cli;

/// An error that the user can correct and that prevents the server's start or a command. The message is one
/// sentence for the user.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
