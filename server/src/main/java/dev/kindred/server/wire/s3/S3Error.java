package dev.kindred.server.wire.s3;

/// The error codes this endpoint answers with, and their HTTP status.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
enum S3Error {
    AccessDenied(403),
    BadDigest(400),
    BucketAlreadyOwnedByYou(409),
    BucketNotEmpty(409),
    EntityTooLarge(400),
    IncompleteBody(400),
    InternalError(500),
    InvalidArgument(400),
    InvalidBucketName(400),
    InvalidDigest(400),
    InvalidPart(400),
    InvalidPartOrder(400),
    InvalidRange(416),
    InvalidRequest(400),
    InvalidURI(400),
    KeyTooLongError(400),
    MalformedXML(400),
    MethodNotAllowed(405),
    MissingContentLength(411),
    NoSuchBucket(404),
    NoSuchKey(404),
    NoSuchUpload(404),
    NotImplemented(501),
    PreconditionFailed(412),
    XAmzContentSHA256Mismatch(400);

    private final int status;

    S3Error(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
