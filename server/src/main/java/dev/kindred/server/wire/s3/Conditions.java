package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ObjectSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The conditional headers of reads, copies and writes, in the precedence of RFC 9110, section 13.2.2.
final class Conditions {

    private Conditions() {}

    /// What a condition decides.
    enum Outcome {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    /// Decides the headers `<prefix>if-match`, `…if-none-match`, `…if-modified-since`, `…if-unmodified-since`.
    static Outcome decide(S3Request request, String prefix, ObjectSummary object) {
        String match = request.header(prefix + "if-match");
        Instant unmodifiedSince = date(request.header(prefix + "if-unmodified-since"));
        if (match != null ? !matches(match, object.etag()) : isAfter(object, unmodifiedSince)) {
            return Outcome.FAILED;
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

    /// Returns the test that a write makes of what is there: `If-None-Match: *` or `If-Match`.
    static Predicate<Optional<ObjectSummary>> ofWrite(S3Request request) {
        String match = request.header("if-match");
        String noneMatch = request.header("if-none-match");
        return there -> {
            boolean isMatch = match == null
                    || there.map(object -> matches(match, object.etag())).orElse(false);
            boolean isNoneMatch = noneMatch == null
                    || there.map(object -> !matches(noneMatch, object.etag())).orElse(true);
            return isMatch && isNoneMatch;
        };
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

    /// A date that cannot be read is no condition (RFC 9110, section 13.1.3).
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
