package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import io.helidon.http.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one checksum that a request declares for its content, beside `Content-MD5`.
///
/// @param value in base64, from a header, or null if the trailer of an `aws-chunked` body carries it
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
/// object integrity</a>
record DeclaredChecksum(
        ChecksumAlgorithm algorithm, @Nullable String value) {

    private static final String PREFIX = "x-amz-checksum-";
    /// Headers with the prefix of a checksum that carry none.
    private static final Set<String> OTHER_HEADERS = Set.of(PREFIX + "algorithm", PREFIX + "mode", PREFIX + "type");

    /// Reads the headers `x-amz-checksum-…`, `x-amz-trailer` and `x-amz-sdk-checksum-algorithm`, which must
    /// agree.
    static Optional<DeclaredChecksum> of(S3Request request) {
        var declared = new ArrayList<DeclaredChecksum>();
        for (Header header : request.http().headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX) && !OTHER_HEADERS.contains(name)) {
                declared.add(new DeclaredChecksum(algorithmOf(name), header.get()));
            }
        }
        String trailer = request.headerOrEmpty("x-amz-trailer").strip();
        if (!trailer.isEmpty()) {
            declared.add(new DeclaredChecksum(announced(trailer), null));
        }
        if (declared.size() > 1) {
            throw invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        requireWhatTheSdkNames(request, declared.isEmpty() ? null : declared.getFirst());
        return declared.stream().findFirst();
    }

    /// Returns the algorithm of the header or trailer `name`, or empty if it carries no checksum.
    static Optional<ChecksumAlgorithm> findAlgorithm(String name) {
        return name.startsWith(PREFIX)
                ? ChecksumAlgorithm.find(name.substring(PREFIX.length()))
                        .filter(algorithm -> algorithm != ChecksumAlgorithm.MD5)
                : Optional.empty();
    }

    /// Returns the algorithm of that name, in any case.
    static ChecksumAlgorithm requireAlgorithm(String name) {
        return findAlgorithm(PREFIX + name)
                .orElseThrow(() -> invalid(
                        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [%s]"
                                .formatted(known())));
    }

    private static ChecksumAlgorithm algorithmOf(String header) {
        return findAlgorithm(header)
                .orElseThrow(() ->
                        invalid("The algorithm type you specified in the header %s is invalid: this server knows %s."
                                .formatted(header, known())));
    }

    private static ChecksumAlgorithm announced(String trailer) {
        if (trailer.contains(",")) {
            throw invalid("Expecting a single x-amz-checksum- trailer. Multiple checksum Types are not allowed.");
        }
        return findAlgorithm(trailer.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> invalid(
                        "The value specified in the x-amz-trailer header is not supported: it must be x-amz-checksum- and one of %s."
                                .formatted(known())));
    }

    private static void requireWhatTheSdkNames(S3Request request, @Nullable DeclaredChecksum declared) {
        String named = request.header("x-amz-sdk-checksum-algorithm");
        if (named == null) {
            return;
        }
        if (declared == null) {
            throw invalid(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        if (!named.equalsIgnoreCase(declared.algorithm().name())) {
            throw invalid("Value for x-amz-sdk-checksum-algorithm header is invalid: it is %s, the checksum is a %s."
                    .formatted(named, declared.algorithm()));
        }
    }

    private static String known() {
        return Arrays.stream(ChecksumAlgorithm.values())
                .filter(algorithm -> algorithm != ChecksumAlgorithm.MD5)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private static S3Exception invalid(String message) {
        return new S3Exception(S3Error.InvalidRequest, message);
    }
}
