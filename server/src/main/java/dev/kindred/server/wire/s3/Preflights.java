package dev.kindred.server.wire.s3;

import java.util.Map;

/// Answers every preflight of a browser for a bucket with a refusal. A bucket's CORS configuration is stored and
/// returned, and not enforced.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html">Using cross-origin resource
/// sharing</a>
final class Preflights {

    private Preflights() {}

    static S3Exception refused(S3Request request) {
        if (request.header("origin") == null) {
            return new S3Exception(S3Error.BadRequest, "Insufficient information. Origin request header needed.");
        }
        return new S3Exception(
                S3Error.AccessForbidden,
                "CORSResponse: This CORS request is not allowed. Pages of other sites reach no bucket of this server, whatever its CORS configuration says: call from a program.",
                Map.of(
                        "Method",
                        request.headerOrEmpty("access-control-request-method"),
                        "ResourceType",
                        request.isForBucket() ? "BUCKET" : "OBJECT"));
    }
}
