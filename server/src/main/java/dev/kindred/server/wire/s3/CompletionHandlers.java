package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.MultipartUploads.Part;
import dev.kindred.server.storage.MultipartUploads.Upload;
import dev.kindred.server.storage.ObjectRecord;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.StagedObject;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// CompleteMultipartUpload: joins the listed parts in their order.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
final class CompletionHandlers {

    /// S3's least size of every part but the last.
    private static final long SMALLEST_PART = 5L * 1024 * 1024;

    /// S3's limit of an object.
    private static final long LARGEST_OBJECT = 5L * 1024 * 1024 * 1024 * 1024;
    private static final String SIZE_HEADER = "x-amz-mp-object-size";

    private final LocalObjectStore store;
    private final MultipartHandlers multipart;

    CompletionHandlers(LocalObjectStore store, MultipartHandlers multipart) {
        this.store = store;
        this.multipart = multipart;
    }

    /// A part in the request's list.
    private record ListedPart(int number, String etag, XmlElement element) {}

    void complete(S3Request request, ServerResponse response) {
        var upload = multipart.requireUpload(request);
        var location = upload.object();
        var precondition = Conditions.ofWrite(request);
        precondition.require(store.findObject(location));
        var document = XmlElement.read(RequestBody.xmlWithoutChecksumOf(request), "CompleteMultipartUpload");
        var parts = requireArrived(listed(document), upload);
        requireSize(request, parts);
        var whole = EnumSet.noneOf(ChecksumAlgorithm.class);
        if (upload.algorithm() != null && upload.isFullObject()) {
            whole.add(upload.algorithm());
        }
        try (var staged = store.uploads().join(upload, parts, whole)) {
            var summary = new ObjectSummary(location.key(), staged.size(), etag(parts), store.now());
            var checksums = checksums(upload, parts, staged);
            requireGivenChecksums(request, checksums);
            store.publish(
                    staged,
                    new ObjectRecord(summary, upload.headers(), checksums, upload.settings(), kept(upload, parts)),
                    location,
                    precondition);
            store.uploads().end(upload);
            Answers.xml(response, "CompleteMultipartUploadResult", xml -> {
                xml.text("Location", "/" + location.bucket() + "/" + PercentCoding.encodeKey(location.key()))
                        .text("Bucket", location.bucket())
                        .text("Key", location.key())
                        .text("ETag", Answers.quoted(summary.etag()));
                checksums.forEach((algorithm, value) -> xml.text("Checksum" + algorithm.name(), value)
                        .text("ChecksumType", upload.isFullObject() ? "FULL_OBJECT" : "COMPOSITE"));
            });
        }
    }

    /// Returns the listed parts, which must be in ascending order.
    private static List<ListedPart> listed(XmlElement document) {
        var listed = new ArrayList<ListedPart>();
        int before = 0;
        for (var part : document.children("Part")) {
            String number = part.textOf("PartNumber");
            String etag = part.textOf("ETag").replace("\"", "");
            if (!number.matches("-?[0-9]{1,9}") || etag.isEmpty()) {
                throw XmlElement.malformed("Each <Part> holds a <PartNumber> and an <ETag>.");
            }
            int current = Integer.parseInt(number);
            if (current < 1 || current > MultipartHandlers.MOST_PARTS) {
                throw new S3Exception(
                        S3Error.InvalidArgument,
                        "PartNumber must be >= 1 and <= 10000",
                        Map.of("ArgumentName", "PartNumber", "ArgumentValue", number));
            }
            if (current <= before) {
                throw new S3Exception(
                        S3Error.InvalidPartOrder,
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            before = current;
            listed.add(new ListedPart(current, etag, part));
        }
        if (listed.isEmpty()) {
            throw XmlElement.malformed("You must specify at least one part.");
        }
        return listed;
    }

    /// Returns the uploaded parts that the request lists.
    private List<Part> requireArrived(List<ListedPart> listed, Upload upload) {
        var arrived =
                store.uploads().parts(upload).stream().collect(Collectors.toMap(Part::number, Function.identity()));
        var parts = new ArrayList<Part>();
        for (var entry : listed) {
            var part = arrived.get(entry.number());
            if (part == null || !part.etag().equals(entry.etag()) || !isSameBytes(part, entry, upload)) {
                throw new S3Exception(
                        S3Error.InvalidPart,
                        "One or more of the specified parts could not be found. The part %d may not have been uploaded, or the specified entity tag or checksum may not match the part's."
                                .formatted(entry.number()),
                        Map.of("ETag", entry.etag(), "PartNumber", Integer.toString(entry.number())));
            }
            boolean isLast = parts.size() == listed.size() - 1;
            if (!isLast && part.size() < SMALLEST_PART) {
                throw tooSmall(part);
            }
            parts.add(part);
        }
        return parts;
    }

    private static S3Exception tooSmall(Part part) {
        return new S3Exception(
                S3Error.EntityTooSmall,
                "Your proposed upload is smaller than the minimum allowed size: part %d has %,d bytes, and every part but the last must have %,d."
                        .formatted(part.number(), part.size(), SMALLEST_PART),
                Map.of(
                        "ETag", part.etag(),
                        "MinSizeAllowed", Long.toString(SMALLEST_PART),
                        "PartNumber", Integer.toString(part.number()),
                        "ProposedSize", Long.toString(part.size())));
    }

    /// Whether the request's checksum of a part is the part's. It is required if the object's checksum is
    /// composed of the parts'.
    private static boolean isSameBytes(Part part, ListedPart entry, Upload upload) {
        var algorithm = upload.algorithm();
        String given = algorithm == null ? "" : entry.element().textOf("Checksum" + algorithm.name());
        if (algorithm != null && !upload.isFullObject() && given.isEmpty()) {
            String name = algorithm.name().toLowerCase(Locale.ROOT);
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "The upload was created using a %s checksum. The complete request must include the checksum for each part. It was missing for part %d in the request."
                            .formatted(name, entry.number()));
        }
        return part.checksums().entrySet().stream().allMatch(checksum -> {
            String text = entry.element().textOf("Checksum" + checksum.getKey().name());
            return text.isEmpty() || text.equals(checksum.getValue());
        });
    }

    private static void requireSize(S3Request request, List<Part> parts) {
        long size = parts.stream().mapToLong(Part::size).sum();
        if (size > LARGEST_OBJECT) {
            throw new S3Exception(
                    S3Error.EntityTooLarge, "Your proposed upload exceeds the maximum allowed object size: 5 TiB.");
        }
        String announced = request.header(SIZE_HEADER);
        if (announced != null && !announced.equals(Long.toString(size))) {
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "The provided '%s' header value %s does not match what was computed: %d"
                            .formatted(SIZE_HEADER, announced, size));
        }
    }

    /// Returns the parts to store: with their checksums if the object's is composed of them.
    private static List<ObjectRecord.Part> kept(Upload upload, List<Part> parts) {
        boolean isComposite = upload.algorithm() != null && !upload.isFullObject();
        return parts.stream()
                .map(part ->
                        new ObjectRecord.Part(part.number(), part.size(), isComposite ? part.checksums() : Map.of()))
                .toList();
    }

    /// Returns the MD5 of the parts' MD5s, and the number of parts.
    private static String etag(List<Part> parts) {
        var digests = new ByteArrayOutputStream();
        parts.forEach(part -> digests.writeBytes(HexFormat.of().parseHex(part.etag())));
        return HexFormat.of().formatHex(ChecksumAlgorithm.MD5.of(digests.toByteArray())) + "-" + parts.size();
    }

    private static Map<ChecksumAlgorithm, String> checksums(Upload upload, List<Part> parts, StagedObject staged) {
        var algorithm = upload.algorithm();
        if (algorithm == null) {
            return Map.of();
        }
        if (upload.isFullObject()) {
            return staged.digests();
        }
        var digests = new ByteArrayOutputStream();
        for (var part : parts) {
            String digest = part.checksums().get(algorithm);
            digests.writeBytes(Base64.getDecoder().decode(digest == null ? "" : digest));
        }
        String composed = Base64.getEncoder().encodeToString(algorithm.of(digests.toByteArray()));
        return Map.of(algorithm, composed + "-" + parts.size());
    }

    private static void requireGivenChecksums(S3Request request, Map<ChecksumAlgorithm, String> checksums) {
        checksums.forEach((algorithm, value) -> {
            String given = request.header(algorithm.headerName());
            if (given != null && !value.equals(given) && !value.startsWith(given + "-")) {
                throw new S3Exception(
                        S3Error.BadDigest,
                        "The %s you specified for the whole object did not match the calculated checksum."
                                .formatted(algorithm.name()));
            }
        });
    }
}
