package dev.kindred.server.wire;

import dev.kindred.server.auth.AuthenticationException.Reason;

/// The error codes of a refused caller in each protocol. This class holds the only mapping.
///
/// @param type the error type of the JSON protocols
/// @param s3Code the error code of S3
/// @param s3Status the HTTP status of S3
/// @param queryCode the error code of the query protocol
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/CommonErrors.html">Common errors of Personalize</a>
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses of S3</a>
public record AuthenticationForm(String type, String s3Code, int s3Status, String queryCode) {

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    /// Returns the codes of a reason.
    public static AuthenticationForm of(Reason reason) {
        return switch (reason) {
            case MISSING_SIGNATURE ->
                new AuthenticationForm(
                        "MissingAuthenticationTokenException", "AccessDenied", FORBIDDEN, "MissingAuthenticationToken");
            case INCOMPLETE_SIGNATURE ->
                new AuthenticationForm(
                        "IncompleteSignatureException",
                        "AuthorizationHeaderMalformed",
                        BAD_REQUEST,
                        "IncompleteSignature");
            case UNKNOWN_KEY ->
                new AuthenticationForm(
                        "UnrecognizedClientException", "InvalidAccessKeyId", FORBIDDEN, "InvalidClientTokenId");
            case WRONG_SIGNATURE ->
                new AuthenticationForm(
                        "InvalidSignatureException", "SignatureDoesNotMatch", FORBIDDEN, "SignatureDoesNotMatch");
            case SKEWED_TIME ->
                new AuthenticationForm(
                        "InvalidSignatureException", "RequestTimeTooSkewed", FORBIDDEN, "SignatureDoesNotMatch");
            case EXPIRED_REQUEST ->
                new AuthenticationForm("InvalidSignatureException", "AccessDenied", FORBIDDEN, "SignatureDoesNotMatch");
            case EXPIRED_SESSION ->
                new AuthenticationForm("ExpiredTokenException", "ExpiredToken", BAD_REQUEST, "ExpiredToken");
            case INVALID_SESSION ->
                new AuthenticationForm(
                        "UnrecognizedClientException", "InvalidToken", BAD_REQUEST, "InvalidClientTokenId");
            case ACCESS_DENIED ->
                new AuthenticationForm("AccessDeniedException", "AccessDenied", FORBIDDEN, "AccessDenied");
        };
    }

    /// Returns the HTTP status in a JSON protocol.
    int statusIn(Protocol protocol) {
        return protocol == Protocol.JSON_1_1 ? BAD_REQUEST : FORBIDDEN;
    }
}
