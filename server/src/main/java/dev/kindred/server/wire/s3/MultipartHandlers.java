package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.MultipartUploads.Part;
import dev.kindred.server.storage.MultipartUploads.Upload;
import dev.kindred.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Multipart uploads: Create, UploadPart, UploadPartCopy and AbortMultipartUpload.
final class MultipartHandlers {

    /// S3's limit of an upload.
    static final int MOST_PARTS = 10_000;

    private final LocalObjectStore store;
    private final CopyHandlers copies;
    private final ObjectSettings settings;

    MultipartHandlers(LocalObjectStore store, CopyHandlers copies, ObjectSettings settings) {
        this.store = store;
        this.copies = copies;
        this.settings = settings;
    }

    void create(S3Request request, ServerResponse response) {
        var location = request.location();
        if (!store.hasBucket(location.bucket())) {
            throw new StorageException.BucketMissing(location.bucket());
        }
        RequestBody.xmlOf(request); // none is expected; what comes is read so that the connection stays usable
        var algorithm = checksumAlgorithm(request);
        boolean isFullObject = algorithm == ChecksumAlgorithm.CRC64NVME
                || request.headerOrEmpty("x-amz-checksum-type").equalsIgnoreCase("FULL_OBJECT");
        var upload = store.uploads()
                .begin(location, StoredHeaders.of(request), settings.given(request), algorithm, isFullObject);
        if (algorithm != null) {
            Answers.header(response, "x-amz-checksum-algorithm", algorithm.name());
            Answers.header(response, "x-amz-checksum-type", isFullObject ? "FULL_OBJECT" : "COMPOSITE");
        }
        Answers.xml(
                response,
                "InitiateMultipartUploadResult",
                xml -> xml.text("Bucket", location.bucket())
                        .text("Key", location.key())
                        .text("UploadId", upload.id()));
    }

    private static @Nullable ChecksumAlgorithm checksumAlgorithm(S3Request request) {
        String name = request.headerOrEmpty("x-amz-checksum-algorithm");
        return name.isEmpty() ? null : DeclaredChecksum.requireAlgorithm(name);
    }

    void uploadPart(S3Request request, ServerResponse response) {
        var upload = requireUpload(request);
        int number = partNumber(request);
        var body = RequestBody.of(request);
        var algorithms = EnumSet.copyOf(body.algorithms());
        if (upload.algorithm() != null) {
            if (body.declaredAlgorithm() != null && body.declaredAlgorithm() != upload.algorithm()) {
                throw new S3Exception(
                        S3Error.InvalidRequest,
                        "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
                                .formatted(
                                        upload.algorithm().name().toLowerCase(Locale.ROOT),
                                        body.declaredAlgorithm().name().toLowerCase(Locale.ROOT)));
            }
            algorithms.add(upload.algorithm());
        }
        try (var staged = store.stage(upload.object(), body.content(), algorithms)) {
            var checksums = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
            checksums.putAll(body.verify(staged));
            if (upload.algorithm() != null) {
                checksums.put(upload.algorithm(), staged.digests().get(upload.algorithm()));
            }
            Part part =
                    store.uploads().put(upload, number, staged, checksums).orElseThrow(MultipartHandlers::noSuchUpload);
            Answers.etag(response, part.etag());
            part.checksums().forEach((algorithm, value) -> Answers.header(response, algorithm.headerName(), value));
            Answers.empty(response, Status.OK_200);
        }
    }

    void uploadPartCopy(S3Request request, ServerResponse response) throws IOException {
        var upload = requireUpload(request);
        int number = partNumber(request);
        request.content().held().reserve(RequestBody.TRANSFER_BUFFER);
        try (var original = copies.open(request, CopyHandlers.source(request))) {
            var summary = original.record().summary();
            var range = copyRange(request, summary.size());
            var algorithms = EnumSet.of(ChecksumAlgorithm.MD5);
            if (upload.algorithm() != null) {
                algorithms.add(upload.algorithm());
            }
            try (var content = limited(original.from(range.first()), range.length());
                    var staged = store.stage(upload.object(), content, algorithms)) {
                var checksums = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
                checksums.putAll(staged.digests());
                checksums.remove(ChecksumAlgorithm.MD5);
                Part part = store.uploads()
                        .put(upload, number, staged, checksums)
                        .orElseThrow(MultipartHandlers::noSuchUpload);
                Answers.xml(
                        response,
                        "CopyPartResult",
                        xml -> xml.text("LastModified", part.lastModified()).text("ETag", Answers.quoted(part.etag())));
            }
        }
    }

    private static ByteRange copyRange(S3Request request, long size) {
        String header = request.header("x-amz-copy-source-range");
        if (header == null) {
            return ByteRange.whole(size);
        }
        var range = ByteRange.parse(header, size);
        if (range == null || !header.strip().equals("bytes=%d-%d".formatted(range.first(), range.last()))) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "The x-amz-copy-source-range value must be of the form bytes=first-last, within the source's %,d bytes."
                            .formatted(size));
        }
        return range;
    }

    /// The first `length` bytes of a stream.
    private static InputStream limited(InputStream in, long length) {
        return new FilterInputStream(in) {
            private long left = length;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = super.read(bytes, offset, (int) Math.min(count, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    void abort(S3Request request, ServerResponse response) {
        store.uploads().end(requireUpload(request));
        Answers.empty(response, Status.NO_CONTENT_204);
    }

    /// Returns the active upload that the request names.
    Upload requireUpload(S3Request request) {
        return store.uploads()
                .find(request.query().orEmpty("uploadId"), request.location())
                .orElseThrow(MultipartHandlers::noSuchUpload);
    }

    static S3Exception noSuchUpload() {
        return new S3Exception(
                S3Error.NoSuchUpload,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
    }

    static int partNumber(S3Request request) {
        String text = request.query().orEmpty("partNumber");
        if (text.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST_PARTS) {
                return number;
            }
        }
        throw new S3Exception(
                S3Error.InvalidArgument, "Part number must be an integer between 1 and 10000, inclusive.");
    }
}
