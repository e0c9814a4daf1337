package dev.kindred.server.cli;

/// The server cannot start, or a command cannot be carried out, for a reason that its user can mend. The message
/// is one sentence for that user.
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
