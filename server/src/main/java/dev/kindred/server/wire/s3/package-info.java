/// A small, persistent S3 endpoint over the local object store: what boto3, the AWS CLI and the AWS SDKs need to
/// create buckets and to move, list and remove objects. It knows nothing of Personalize, and it verifies no
/// signatures.
@NullMarked
package dev.kindred.server.wire.s3;

import org.jspecify.annotations.NullMarked;
