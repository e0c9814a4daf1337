package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectRecord;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.OpenObject;
import dev.kindred.server.storage.StorageException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Put, Get, Head and DeleteObject.
final class ObjectHandlers {

    private final LocalObjectStore store;
    private final ObjectSettings settings;

    ObjectHandlers(LocalObjectStore store, ObjectSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    void put(S3Request request, ServerResponse response) {
        var location = request.location();
        var headers = StoredHeaders.of(request);
        var given = settings.given(request);
        var precondition = Conditions.ofWrite(request);
        precondition.require(store.findObject(location)); // a large body is not read for nothing
        var body = RequestBody.of(request);
        try (var staged = store.stage(location, body.content(), body.algorithms())) {
            var checksums = body.verify(staged);
            var summary = new ObjectSummary(location.key(), staged.size(), staged.etag(), store.now());
            store.publish(
                    staged, new ObjectRecord(summary, headers, checksums, given, List.of()), location, precondition);
            Answers.etag(response, summary.etag());
            checksums(checksums, response);
            Answers.empty(response, Status.OK_200);
        }
    }

    static void checksums(Map<ChecksumAlgorithm, String> checksums, ServerResponse response) {
        checksums.forEach((algorithm, value) -> Answers.header(response, algorithm.headerName(), value));
        if (!checksums.isEmpty()) {
            Answers.header(response, "x-amz-checksum-type", checksumType(checksums));
        }
    }

    static String checksumType(Map<ChecksumAlgorithm, String> checksums) {
        boolean isComposite = checksums.values().stream().anyMatch(value -> value.contains("-"));
        return isComposite ? "COMPOSITE" : "FULL_OBJECT";
    }

    void get(S3Request request, ServerResponse response) throws IOException {
        request.content().held().reserve(RequestBody.TRANSFER_BUFFER);
        try (var object = store.openObject(request.location())) {
            var range = describe(request, object.record(), response);
            if (range == null) {
                return;
            }
            Answers.header(response, "Content-Length", Long.toString(range.length()));
            if (range.length() == 0) {
                response.send();
                return;
            }
            send(object, range, response);
        }
    }

    private static void send(OpenObject object, ByteRange range, ServerResponse response) throws IOException {
        InputStream in = object.from(range.first());
        try (OutputStream out = response.outputStream()) {
            var buffer = new byte[(int) Math.min(RequestBody.TRANSFER_BUFFER, range.length())];
            for (long left = range.length(); left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("an object is shorter on disk than its record says");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    void head(S3Request request, ServerResponse response) {
        var location = request.location();
        var stored = store.findRecord(location)
                .orElseThrow(() -> new StorageException.ObjectMissing(location.bucket(), location.key()));
        var range = describe(request, stored, response);
        if (range != null) {
            Answers.header(response, "Content-Length", Long.toString(range.length()));
            response.send();
        }
    }

    /// Sets status and headers and returns the bytes to send; or sends the response itself and returns null.
    private static @Nullable ByteRange describe(S3Request request, ObjectRecord stored, ServerResponse response) {
        var summary = stored.summary();
        Answers.etag(response, summary.etag());
        Answers.header(response, "Last-Modified", Answers.httpDate(summary.lastModified()));
        if (Conditions.decide(request, "", summary) == Conditions.Outcome.NOT_MODIFIED) {
            Answers.empty(response, Status.NOT_MODIFIED_304);
            return null;
        }
        Answers.header(response, "Accept-Ranges", "bytes");
        Answers.header(
                response, "Content-Security-Policy", "sandbox"); // an object opened as a page runs no script here
        Answers.header(response, "Content-Range", "bytes */" + summary.size()); // for the refusal, if it comes to that
        var range = request.query().has("partNumber")
                ? part(request, stored, response)
                : ByteRange.parse(request.header("range"), summary.size());
        StoredHeaders.replay(stored.headers(), request.query(), response);
        String tags = stored.settings().get(ObjectSettings.TAGGING);
        if (tags != null) {
            Answers.header(response, "x-amz-tagging-count", Integer.toString(Tags.count(tags)));
        }
        if (range == null) {
            response.headers().remove(HeaderNames.CONTENT_RANGE);
            if (request.headerOrEmpty("x-amz-checksum-mode").equalsIgnoreCase("ENABLED")) {
                checksums(stored.checksums(), response);
            }
            return ByteRange.whole(summary.size());
        }
        response.status(Status.PARTIAL_CONTENT_206);
        Answers.header(response, "Content-Range", range.contentRange(summary.size()));
        return range;
    }

    /// Returns the range of the requested part number, or null for the whole of an empty object.
    private static @Nullable ByteRange part(S3Request request, ObjectRecord stored, ServerResponse response) {
        if (request.header("range") != null) {
            throw new S3Exception(
                    S3Error.InvalidRequest, "Cannot specify both Range header and partNumber query parameter");
        }
        int number = MultipartHandlers.partNumber(request);
        var parts = stored.parts();
        long size = stored.summary().size();
        if (parts.isEmpty() && number == 1) {
            return size == 0 ? null : ByteRange.whole(size);
        }
        long first = 0;
        for (var part : parts) {
            if (part.number() == number) {
                Answers.header(response, "x-amz-mp-parts-count", Integer.toString(parts.size()));
                return new ByteRange(first, first + part.size() - 1);
            }
            first += part.size();
        }
        throw new S3Exception(
                S3Error.InvalidPartNumber,
                "The requested partnumber is not satisfiable",
                Map.of(
                        "ActualPartCount", Integer.toString(Math.max(1, parts.size())),
                        "PartNumberRequested", Integer.toString(number)));
    }

    void delete(S3Request request, ServerResponse response) {
        store.delete(request.location(), Conditions.ofDelete(request));
        Answers.empty(response, Status.NO_CONTENT_204);
    }
}
