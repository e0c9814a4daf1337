package dev.kindred.server.wire;

/// Bytes that are not a request of HTTP/1.1. The message is sent to the client; it repeats nothing that the client
/// sent.
final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedRequestException(String message) {
        super(message, null, false, false); // expected and frequent: no stack trace
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
