package dev.kindred.server.wire.s3;

import dev.kindred.server.auth.ChunkSignatures;
import dev.kindred.server.storage.ObjectKeys;
import dev.kindred.server.storage.S3Location;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request in S3's terms. `bucket` is empty for the service, `key` for a bucket.
///
/// @param chunks the signatures of the body's chunks, or null if they need none
record S3Request(
        String method,
        String bucket,
        String key,
        Query query,
        ServerRequest http,
        RequestContent content,
        @Nullable ChunkSignatures chunks) {

    /// Reads bucket and key from the path as sent. Dot segments and repeated slashes stay, because both are
    /// valid in keys.
    static S3Request of(ServerRequest http, RequestContent content, @Nullable ChunkSignatures chunks) {
        String path = http.prologue().uriPath().rawPath();
        if (!path.startsWith("/")) {
            throw new S3Exception(S3Error.InvalidURI, "The request's path must begin with '/'.");
        }
        var query = Query.parse(http.prologue().query().rawValue());
        String method = http.prologue().method().text();
        String hosted = bucketOfHost(http);
        if (hosted != null) {
            return new S3Request(
                    method, hosted, PercentCoding.decodePath(path.substring(1)), query, http, content, chunks);
        }
        int slash = path.indexOf('/', 1);
        String bucket = PercentCoding.decodePath(slash < 0 ? path.substring(1) : path.substring(1, slash));
        String key = slash < 0 ? "" : PercentCoding.decodePath(path.substring(slash + 1));
        return new S3Request(method, bucket, key, query, http, content, chunks);
    }

    /// Returns the bucket of a virtual-hosted request, `<bucket>.localhost` or `<bucket>.s3.…`; null for others.
    static @Nullable String bucketOfHost(ServerRequest http) {
        String host = http.headers()
                .first(HeaderNames.HOST)
                .orElse("")
                .replaceFirst(":\\d+$", "")
                .toLowerCase(Locale.ROOT);
        int end = host.indexOf(".s3.");
        if (end < 0 && host.endsWith(".localhost")) {
            end = host.length() - ".localhost".length();
        }
        if (end <= 0) {
            return null;
        }
        String bucket = host.substring(0, end);
        return BucketNames.isLegal(bucket) && !bucket.equals("s3") ? bucket : null;
    }

    boolean isForService() {
        return bucket.isEmpty() && key.isEmpty();
    }

    boolean isForBucket() {
        return !bucket.isEmpty() && key.isEmpty();
    }

    /// Returns the bucket's location.
    S3Location bucketLocation() {
        requireBucketName();
        return new S3Location(bucket, "");
    }

    /// Returns the object's location.
    S3Location location() {
        requireBucketName();
        return new S3Location(bucket, ObjectKeys.requireLegal(bucket, key));
    }

    private void requireBucketName() {
        if (!BucketNames.isLegal(bucket)) {
            throw new S3Exception(S3Error.InvalidBucketName, "The specified bucket is not valid.");
        }
    }

    /// Returns the header's first value, or null if it is absent.
    @Nullable
    String header(String name) {
        return http.headers().first(named(name)).orElse(null);
    }

    String headerOrEmpty(String name) {
        return http.headers().first(named(name)).orElse("");
    }

    /// Returns the number in a header, from `least` to `most`, or `otherwise` if it is absent.
    int numberOfHeader(String name, int least, int most, int otherwise) {
        return Query.number(name, header(name), least, most, otherwise);
    }

    private static HeaderName named(String name) {
        return HeaderNames.create(name);
    }
}
