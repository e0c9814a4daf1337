package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.Precondition;
import dev.kindred.server.storage.StorageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The conditional headers of reads, copies and writes, in the precedence of RFC 9110, section 13.2.2.
final class Conditions {

    private static final String IF_MATCH = "if-match";
    private static final String IF_NONE_MATCH = "if-none-match";

    private Conditions() {}

    /// The result of a condition.
    enum Outcome {
        PROCEED,
        NOT_MODIFIED
    }

    /// Evaluates the headers `<prefix>if-match`, `…if-none-match`, `…if-modified-since`, `…if-unmodified-since`.
    ///
    /// @throws S3Exception if a precondition fails
    static Outcome decide(S3Request request, String prefix, ObjectSummary object) {
        String match = request.header(prefix + "if-match");
        Instant unmodifiedSince = date(request.header(prefix + "if-unmodified-since"));
        if (match != null ? !matches(match, object.etag()) : isAfter(object, unmodifiedSince)) {
            throw failed(match != null ? "If-Match" : "If-Unmodified-Since");
        }
        String noneMatch = request.header(prefix + "if-none-match");
        Instant modifiedSince = date(request.header(prefix + "if-modified-since"));
        if (noneMatch != null
                ? matches(noneMatch, object.etag())
                : modifiedSince != null && !isAfter(object, modifiedSince)) {
            return Outcome.NOT_MODIFIED;
        }
        return Outcome.PROCEED;
    }

    /// Returns the precondition of a write on the existing object: `If-None-Match: *`, or `If-Match` with an
    /// ETag or `*`. S3 has no other condition of a write.
    static Precondition ofWrite(S3Request request) {
        String match = request.header(IF_MATCH);
        String noneMatch = request.header(IF_NONE_MATCH);
        if (match != null && noneMatch != null) {
            throw notImplemented("If-Match and If-None-Match in one request");
        }
        if (noneMatch != null && !noneMatch.strip().equals("*")) {
            throw notImplemented("If-None-Match with anything but * in a request that writes");
        }
        requireNone(request, "if-modified-since", "if-unmodified-since");
        return there -> {
            if (noneMatch != null && there.isPresent()) {
                throw failed("If-None-Match");
            }
            if (match != null) {
                requireMatch(request.bucket(), request.key(), match, there);
            }
        };
    }

    /// Returns the precondition of a deletion: `If-Match` with an ETag or `*`.
    static Precondition ofDelete(S3Request request) {
        requireNone(
                request,
                IF_NONE_MATCH,
                "if-modified-since",
                "if-unmodified-since",
                "x-amz-if-match-last-modified-time",
                "x-amz-if-match-size");
        String match = request.header(IF_MATCH);
        return match == null ? Precondition.NONE : there -> requireMatch(request.bucket(), request.key(), match, there);
    }

    /// Requires the object with this ETag.
    static void requireMatch(String bucket, String key, String match, Optional<ObjectSummary> there) {
        var object = there.orElseThrow(() -> new StorageException.ObjectMissing(bucket, key));
        if (!matches(match, object.etag())) {
            throw failed("If-Match");
        }
    }

    private static void requireNone(S3Request request, String... headers) {
        for (String header : headers) {
            if (request.header(header) != null) {
                throw notImplemented("the condition " + header + " in such a request");
            }
        }
    }

    private static S3Exception notImplemented(String what) {
        return new S3Exception(
                S3Error.NotImplemented,
                "A header you provided implies functionality that is not implemented: %s.".formatted(what));
    }

    static S3Exception failed(String condition) {
        return new S3Exception(
                S3Error.PreconditionFailed,
                "At least one of the pre-conditions you specified did not hold",
                Map.of("Condition", condition));
    }

    private static boolean matches(String condition, String etag) {
        for (String candidate : condition.split(",", -1)) {
            String bare = candidate.strip().replaceFirst("^W/", "").replace("\"", "");
            if (bare.equals("*") || bare.equals(etag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAfter(ObjectSummary object, @Nullable Instant time) {
        return time != null
                && object.lastModified().truncatedTo(ChronoUnit.SECONDS).isAfter(time);
    }

    /// An invalid date is no condition (RFC 9110, section 13.1.3).
    private static @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
