package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.StagedObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a request carries: its bytes without any `aws-chunked` framing, and what its sender says their checksums are.
final class RequestBody {

    private static final long LARGEST = 5L * 1024 * 1024 * 1024;
    private static final int LARGEST_XML = 2 * 1024 * 1024;

    private final S3Request request;
    private final InputStream content;
    private final @Nullable AwsChunkedInputStream chunked;

    private RequestBody(S3Request request, InputStream content, @Nullable AwsChunkedInputStream chunked) {
        this.request = request;
        this.content = content;
        this.chunked = chunked;
    }

    static RequestBody of(S3Request request) {
        var raw = request.content();
        if (raw.length() > LARGEST) {
            throw new S3Exception(S3Error.EntityTooLarge, "One request may carry 5 GiB: upload the object in parts.");
        }
        if (isChunked(request)) {
            var chunked = new AwsChunkedInputStream(raw);
            return new RequestBody(request, chunked, chunked);
        }
        return new RequestBody(request, raw, null);
    }

    private static boolean isChunked(S3Request request) {
        return request.headerOrEmpty("content-encoding")
                        .toLowerCase(Locale.ROOT)
                        .contains("aws-chunked")
                || request.headerOrEmpty("x-amz-content-sha256").startsWith("STREAMING-");
    }

    /// Reads the small XML body of a request whole.
    static byte[] xmlOf(S3Request request) {
        return of(request).xml();
    }

    InputStream content() {
        return content;
    }

    /// Reads a small XML body whole.
    private byte[] xml() {
        try {
            byte[] body = content.readNBytes(LARGEST_XML + 1);
            if (body.length > LARGEST_XML) {
                throw new S3Exception(S3Error.EntityTooLarge, "The XML of a request may have 2 MiB.");
            }
            verify(body);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verify(byte[] body) {
        var actual = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
        for (var algorithm : algorithms()) {
            actual.put(algorithm, Base64.getEncoder().encodeToString(algorithm.of(body)));
        }
        verify(actual);
    }

    /// The checksums to compute while reading: MD5 for the ETag, and those the sender gave, announced or asked for.
    Set<ChecksumAlgorithm> algorithms() {
        var algorithms = EnumSet.of(ChecksumAlgorithm.MD5);
        for (var algorithm : ChecksumAlgorithm.values()) {
            if (request.header(algorithm.headerName()) != null) {
                algorithms.add(algorithm);
            }
        }
        for (String name : request.headerOrEmpty("x-amz-trailer").split(",", -1)) {
            ChecksumAlgorithm.find(name.strip().toLowerCase(Locale.ROOT).replace("x-amz-checksum-", ""))
                    .ifPresent(algorithms::add);
        }
        ChecksumAlgorithm.find(request.headerOrEmpty("x-amz-sdk-checksum-algorithm"))
                .ifPresent(algorithms::add);
        if (contentSha256() != null) {
            algorithms.add(ChecksumAlgorithm.SHA256);
        }
        return algorithms;
    }

    /// Holds what arrived against what its sender says: length and every checksum given. Returns the checksums to keep.
    Map<ChecksumAlgorithm, String> verify(StagedObject staged) {
        String decoded = request.header("x-amz-decoded-content-length");
        if (chunked != null && decoded != null && !decoded.equals(Long.toString(staged.size()))) {
            throw new S3Exception(
                    S3Error.IncompleteBody,
                    "You did not provide the number of bytes specified by the x-amz-decoded-content-length header: %s were announced, %d came."
                            .formatted(decoded, staged.size()));
        }
        verify(staged.digests());
        var kept = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
        staged.digests().forEach((algorithm, digest) -> {
            if (given(algorithm) != null || isAskedFor(algorithm)) {
                kept.put(algorithm, digest);
            }
        });
        kept.remove(ChecksumAlgorithm.MD5);
        return kept;
    }

    private boolean isAskedFor(ChecksumAlgorithm algorithm) {
        return request.headerOrEmpty("x-amz-sdk-checksum-algorithm").equalsIgnoreCase(algorithm.name());
    }

    private void verify(Map<ChecksumAlgorithm, String> actual) {
        actual.forEach((algorithm, digest) -> {
            String given = given(algorithm);
            if (given == null) {
                return;
            }
            requireWellFormed(algorithm, given, digest);
            if (!given.equals(digest)) {
                throw new S3Exception(
                        S3Error.BadDigest,
                        algorithm == ChecksumAlgorithm.MD5
                                ? "The Content-MD5 you specified did not match what we received."
                                : "The %s you specified did not match the calculated checksum."
                                        .formatted(algorithm.name()));
            }
        });
        String sha256 = contentSha256();
        String actualSha256 = actual.get(ChecksumAlgorithm.SHA256);
        if (sha256 != null
                && actualSha256 != null
                && !sha256.equals(HexFormat.of().formatHex(Base64.getDecoder().decode(actualSha256)))) {
            throw new S3Exception(
                    S3Error.XAmzContentSHA256Mismatch,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static void requireWellFormed(ChecksumAlgorithm algorithm, String given, String actual) {
        boolean isWellFormed;
        try {
            isWellFormed = Base64.getDecoder().decode(given).length
                    == Base64.getDecoder().decode(actual).length;
        } catch (IllegalArgumentException e) {
            isWellFormed = false;
        }
        if (!isWellFormed) {
            throw new S3Exception(
                    algorithm == ChecksumAlgorithm.MD5 ? S3Error.InvalidDigest : S3Error.InvalidRequest,
                    "The value of %s is not a %s in base64.".formatted(algorithm.headerName(), algorithm.name()));
        }
    }

    private @Nullable String given(ChecksumAlgorithm algorithm) {
        String trailer = chunked == null ? null : chunked.trailers().get(algorithm.headerName());
        return trailer == null ? request.header(algorithm.headerName()) : trailer;
    }

    private @Nullable String contentSha256() {
        String value = request.headerOrEmpty("x-amz-content-sha256");
        return value.matches("[0-9a-f]{64}") ? value : null;
    }
}
