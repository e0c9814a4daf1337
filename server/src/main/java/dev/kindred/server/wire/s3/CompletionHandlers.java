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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// CompleteMultipartUpload: joins the parts its sender lists, in their order.
final class CompletionHandlers {

    private final LocalObjectStore store;
    private final MultipartHandlers multipart;

    CompletionHandlers(LocalObjectStore store, MultipartHandlers multipart) {
        this.store = store;
        this.multipart = multipart;
    }

    void complete(S3Request request, ServerResponse response) {
        var upload = multipart.requireUpload(request);
        var location = upload.object();
        var parts =
                listedParts(S3XmlReader.read(RequestBody.xmlOf(request), "CompleteMultipartUpload", "Part"), upload);
        var whole = EnumSet.noneOf(ChecksumAlgorithm.class);
        if (upload.algorithm() != null && upload.isFullObject()) {
            whole.add(upload.algorithm());
        }
        try (var staged = store.uploads().join(upload, parts, whole)) {
            var summary = new ObjectSummary(location.key(), staged.size(), etag(parts), store.now());
            var checksums = checksums(upload, parts, staged);
            requireGivenChecksums(request, checksums);
            ObjectHandlers.publish(store.publish(
                    staged,
                    new ObjectRecord(summary, upload.headers(), checksums),
                    location,
                    Conditions.ofWrite(request)));
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

    private List<Part> listedParts(S3XmlReader.Document document, Upload upload) {
        if (document.records().isEmpty()) {
            throw new S3Exception(S3Error.MalformedXML, "You must specify at least one part.");
        }
        var arrived =
                store.uploads().parts(upload).stream().collect(Collectors.toMap(Part::number, Function.identity()));
        var listed = new ArrayList<Part>();
        int before = 0;
        for (var entry : document.records()) {
            String number = entry.getOrDefault("PartNumber", "").strip();
            if (!number.matches("[0-9]{1,5}")) {
                throw new S3Exception(S3Error.MalformedXML, "A <Part> has no <PartNumber>.");
            }
            int current = Integer.parseInt(number);
            if (current <= before) {
                throw new S3Exception(
                        S3Error.InvalidPartOrder,
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            before = current;
            var part = arrived.get(current);
            if (part == null || !isSame(part, entry)) {
                throw new S3Exception(
                        S3Error.InvalidPart,
                        "Part %d could not be found. It may not have been uploaded, or the ETag or checksum given is not that of the part."
                                .formatted(current));
            }
            listed.add(part);
        }
        return listed;
    }

    private static boolean isSame(Part part, Map<String, String> entry) {
        boolean isSame =
                entry.getOrDefault("ETag", "").strip().replace("\"", "").equals(part.etag());
        for (var checksum : part.checksums().entrySet()) {
            String given = entry.get("Checksum" + checksum.getKey().name());
            isSame &= given == null || given.strip().equals(checksum.getValue());
        }
        return isSame;
    }

    /// The MD5 of the parts' MD5s, and how many there were.
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
