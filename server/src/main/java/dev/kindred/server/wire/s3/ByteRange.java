package dev.kindred.server.wire.s3;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of an object's bytes, both ends included; empty if `last` is before `first`.
record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /// Returns the range of a Range header, or null if the header has no valid single range: S3 then returns the
    /// whole object.
    static @Nullable ByteRange parse(@Nullable String header, long size) {
        if (header == null) {
            return null;
        }
        var form = FORM.matcher(header);
        if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
            return null;
        }
        if (form.group(1).isEmpty()) {
            long suffix = Long.parseLong(form.group(2));
            requireSatisfiable(suffix > 0 && size > 0);
            return new ByteRange(Math.max(0, size - suffix), size - 1);
        }
        long first = Long.parseLong(form.group(1));
        long last = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
        if (!form.group(2).isEmpty() && last < first) {
            return null;
        }
        requireSatisfiable(first < size);
        return new ByteRange(first, Math.min(last, size - 1));
    }

    private static void requireSatisfiable(boolean isSatisfiable) {
        if (!isSatisfiable) {
            throw new S3Exception(S3Error.InvalidRange, "The requested range is not satisfiable.");
        }
    }

    long length() {
        return last - first + 1;
    }

    /// Returns the value of Content-Range.
    String contentRange(long size) {
        return "bytes %d-%d/%d".formatted(first, last, size);
    }
}
