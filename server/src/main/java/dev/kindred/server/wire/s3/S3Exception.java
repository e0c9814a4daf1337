package dev.kindred.server.wire.s3;

/// A request this endpoint refuses, with the sentence its sender gets to read.
final class S3Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final S3Error error;

    S3Exception(S3Error error, String message) {
        super(message);
        this.error = error;
    }

    S3Error error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
