/// A small, persistent S3 endpoint over the local object store: what boto3, the AWS CLI and the AWS SDKs need to
/// create buckets and to put, copy, list and delete objects. It does not know Personalize.
@NullMarked
package dev.kindred.server.wire.s3;

import org.jspecify.annotations.NullMarked;
