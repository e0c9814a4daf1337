package dev.kindred.server.wire.s3;

/// The error codes of this endpoint and their HTTP status.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
enum S3Error {
    AccessControlListNotSupported(400),
    AccessDenied(403),
    AuthorizationHeaderMalformed(400),
    AccessForbidden(403),
    BadDigest(400),
    BadRequest(400),
    BucketAlreadyExists(409),
    BucketAlreadyOwnedByYou(409),
    BucketNotEmpty(409),
    EntityTooLarge(400),
    EntityTooSmall(400),
    ExpiredToken(400),
    IdMismatch(400),
    IllegalVersioningConfigurationException(400),
    IncompleteBody(400),
    InternalError(500),
    InvalidAccessKeyId(403),
    InvalidArgument(400),
    InvalidBucketName(400),
    InvalidBucketState(409),
    InvalidDigest(400),
    InvalidLocationConstraint(400),
    InvalidPart(400),
    InvalidPartNumber(416),
    InvalidPartOrder(400),
    InvalidRange(416),
    InvalidRequest(400),
    InvalidTag(400),
    InvalidToken(400),
    InvalidURI(400),
    KeyTooLongError(400),
    MalformedACLError(400),
    MalformedPolicy(400),
    MalformedTrailerError(400),
    MalformedXML(400),
    MethodNotAllowed(405),
    MissingContentLength(411),
    MissingRequestBodyError(400),
    MissingSecurityHeader(400),
    NoSuchBucket(404),
    NoSuchBucketPolicy(404),
    NoSuchConfiguration(404),
    NoSuchCORSConfiguration(404),
    NoSuchKey(404),
    NoSuchLifecycleConfiguration(404),
    NoSuchPublicAccessBlockConfiguration(404),
    NoSuchTagSet(404),
    NoSuchUpload(404),
    NoSuchVersion(404),
    NoSuchWebsiteConfiguration(404),
    NotImplemented(501),
    ObjectLockConfigurationNotFoundError(404),
    OwnershipControlsNotFoundError(404),
    PreconditionFailed(412),
    ReplicationConfigurationNotFoundError(404),
    RequestTimeTooSkewed(403),
    SignatureDoesNotMatch(403),
    SlowDown(503),
    TooManyConfigurations(400),
    UnexpectedContent(400),
    XAmzContentSHA256Mismatch(400);

    private final int status;

    S3Error(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
