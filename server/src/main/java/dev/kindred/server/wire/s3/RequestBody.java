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

/// The content of a request, without `aws-chunked` framing, and its declared checksums.
final class RequestBody {

    /// S3's limit of a single upload.
    private static final long LARGEST = 5L * 1024 * 1024 * 1024;

    /// S3's XML requests are smaller: 1,000 keys of 1,024 bytes. Taste.
    private static final int LARGEST_XML = 2 * 1024 * 1024;
    /// The buffer through which the store reads and writes an object.
    static final int TRANSFER_BUFFER = 128 * 1024;

    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final S3Request request;
    private final InputStream content;
    private final @Nullable AwsChunkedInputStream chunked;
    private final @Nullable DeclaredChecksum declared;

    private RequestBody(
            S3Request request,
            InputStream content,
            @Nullable AwsChunkedInputStream chunked,
            @Nullable DeclaredChecksum declared) {
        this.request = request;
        this.content = content;
        this.chunked = chunked;
        this.declared = declared;
    }

    /// Opens the content of a request whose checksum headers describe it.
    static RequestBody of(S3Request request) {
        return of(request, DeclaredChecksum.of(request).orElse(null));
    }

    private static RequestBody of(S3Request request, @Nullable DeclaredChecksum declared) {
        var raw = request.content();
        if (raw.length() > LARGEST) {
            throw new S3Exception(S3Error.EntityTooLarge, "One request may carry 5 GiB: upload the object in parts.");
        }
        if (isChunked(request)) {
            requireDecodedLength(request);
            var chunked = new AwsChunkedInputStream(raw, request.chunks());
            return new RequestBody(request, chunked, chunked, declared);
        }
        return new RequestBody(request, raw, null, declared);
    }

    private static boolean isChunked(S3Request request) {
        return request.headerOrEmpty("content-encoding")
                        .toLowerCase(Locale.ROOT)
                        .contains("aws-chunked")
                || request.headerOrEmpty("x-amz-content-sha256").startsWith("STREAMING-");
    }

    private static void requireDecodedLength(S3Request request) {
        if (!request.headerOrEmpty("x-amz-decoded-content-length").matches("[0-9]{1,18}")) {
            throw new S3Exception(
                    S3Error.MissingContentLength,
                    "An aws-chunked body needs the header x-amz-decoded-content-length: the number of bytes without the framing.");
        }
    }

    /// Reads the XML body of a request.
    static byte[] xmlOf(S3Request request) {
        return of(request).small();
    }

    /// Reads the XML body of a request whose checksum headers describe another object.
    static byte[] xmlWithoutChecksumOf(S3Request request) {
        return of(request, null).small();
    }

    /// Returns the content, to be read through a buffer of the store.
    InputStream content() {
        request.content().held().reserve(TRANSFER_BUFFER);
        return content;
    }

    /// Reads a small body.
    private byte[] small() {
        try {
            byte[] body =
                    request.content().held().read(content, request.content().length(), LARGEST_XML);
            if (body.length > LARGEST_XML) {
                throw new S3Exception(S3Error.EntityTooLarge, "The body of such a request may have 2 MiB.");
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

    /// Returns the checksums to compute during the read: MD5 for the ETag, and the declared one.
    Set<ChecksumAlgorithm> algorithms() {
        var algorithms = EnumSet.of(ChecksumAlgorithm.MD5);
        if (declared != null) {
            algorithms.add(declared.algorithm());
        }
        if (contentSha256() != null) {
            algorithms.add(ChecksumAlgorithm.SHA256);
        }
        return algorithms;
    }

    /// Returns the algorithm of the declared checksum, or null.
    @Nullable
    ChecksumAlgorithm declaredAlgorithm() {
        return declared == null ? null : declared.algorithm();
    }

    /// Compares the received content with the declared length and checksums. Returns the checksums to store.
    Map<ChecksumAlgorithm, String> verify(StagedObject staged) {
        String decoded = request.header("x-amz-decoded-content-length");
        if (chunked != null && decoded != null && Long.parseLong(decoded) != staged.size()) {
            throw new S3Exception(
                    S3Error.IncompleteBody,
                    "You did not provide the number of bytes specified by the x-amz-decoded-content-length header: %s were announced, %d came."
                            .formatted(decoded, staged.size()));
        }
        verify(staged.digests());
        var kept = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
        if (declared != null) {
            kept.put(declared.algorithm(), digest(staged.digests(), declared.algorithm()));
        }
        return kept;
    }

    private void verify(Map<ChecksumAlgorithm, String> actual) {
        String md5 = request.header(ChecksumAlgorithm.MD5.headerName());
        if (md5 != null) {
            verify(
                    md5,
                    digest(actual, ChecksumAlgorithm.MD5),
                    new S3Exception(S3Error.InvalidDigest, "The Content-MD5 you specified is not an MD5 in base64."),
                    "The Content-MD5 you specified did not match what we received.");
        }
        var trailer = requireAnnouncedTrailer();
        if (declared != null) {
            var algorithm = declared.algorithm();
            verify(
                    declared.value() == null ? trailer.getOrDefault(algorithm, "") : declared.value(),
                    digest(actual, algorithm),
                    new S3Exception(
                            S3Error.InvalidRequest,
                            "Value for %s %s is invalid: it is not a %s in base64."
                                    .formatted(
                                            algorithm.headerName(),
                                            declared.value() == null ? "trailing header" : "header",
                                            algorithm)),
                    "The %s you specified did not match the calculated checksum.".formatted(algorithm));
        }
        String sha256 = contentSha256();
        if (sha256 != null
                && !sha256.equals(HexFormat.of()
                        .formatHex(Base64.getDecoder().decode(digest(actual, ChecksumAlgorithm.SHA256))))) {
            throw new S3Exception(
                    S3Error.XAmzContentSHA256Mismatch,
                    "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    /// Returns the checksums of the trailer, which must be exactly the announced ones.
    private Map<ChecksumAlgorithm, String> requireAnnouncedTrailer() {
        var came = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
        var trailers = chunked == null ? Map.<String, String>of() : chunked.trailers();
        trailers.forEach((name, value) -> {
            if (!name.equals(TRAILER_SIGNATURE)) {
                came.put(
                        DeclaredChecksum.findAlgorithm(name)
                                .orElseThrow(
                                        () -> malformedTrailer("The trailer '%s' is no checksum.".formatted(name))),
                        value);
            }
        });
        var announced = declared == null || declared.value() != null
                ? EnumSet.noneOf(ChecksumAlgorithm.class)
                : EnumSet.of(declared.algorithm());
        if (!came.keySet().equals(announced)) {
            throw malformedTrailer("The header x-amz-trailer announced %s, %s came."
                    .formatted(wording(announced), wording(came.keySet())));
        }
        return came;
    }

    private static String wording(Set<ChecksumAlgorithm> algorithms) {
        return algorithms.stream()
                .map(ChecksumAlgorithm::headerName)
                .findFirst()
                .orElse("no checksum");
    }

    static S3Exception malformedTrailer(String detail) {
        return new S3Exception(
                S3Error.MalformedTrailerError,
                "The request contained trailing data that was not well-formed or did not conform to our published schema. "
                        + detail);
    }

    private static void verify(String given, String actual, S3Exception illFormed, String mismatch) {
        boolean isWellFormed;
        try {
            isWellFormed = Base64.getDecoder().decode(given).length
                    == Base64.getDecoder().decode(actual).length;
        } catch (IllegalArgumentException e) {
            isWellFormed = false;
        }
        if (!isWellFormed) {
            throw illFormed;
        }
        if (!given.equals(actual)) {
            throw new S3Exception(S3Error.BadDigest, mismatch);
        }
    }

    private static String digest(Map<ChecksumAlgorithm, String> digests, ChecksumAlgorithm algorithm) {
        String digest = digests.get(algorithm);
        if (digest == null) {
            throw new IllegalStateException(algorithm + " was not computed");
        }
        return digest;
    }

    private @Nullable String contentSha256() {
        String value = request.headerOrEmpty("x-amz-content-sha256");
        return value.matches("[0-9a-f]{64}") ? value : null;
    }
}
