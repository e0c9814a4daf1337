package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.MultipartUploads.Upload;
import dev.kindred.server.storage.ObjectKeys;
import dev.kindred.server.storage.StorageException;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// ListParts and ListMultipartUploads.
final class UploadListings {

    /// S3's largest page.
    private static final int LARGEST_PAGE = 1000;

    private final LocalObjectStore store;
    private final MultipartHandlers multipart;
    private final String ownerId;

    UploadListings(LocalObjectStore store, MultipartHandlers multipart, String ownerId) {
        this.store = store;
        this.multipart = multipart;
        this.ownerId = ownerId;
    }

    void listParts(S3Request request, ServerResponse response) {
        var upload = multipart.requireUpload(request);
        int limit = request.query().number("max-parts", 1, LARGEST_PAGE, LARGEST_PAGE);
        int marker = request.query().number("part-number-marker", 0, Integer.MAX_VALUE, 0);
        var coding = ListingHandlers.coding(request.query());
        var later = store.uploads().parts(upload).stream()
                .filter(part -> part.number() > marker)
                .toList();
        var page = later.subList(0, Math.min(limit, later.size()));
        Answers.listing(request, response, "ListPartsResult", xml -> {
            xml.text("Bucket", request.bucket())
                    .text("Key", coding.apply(request.key()))
                    .text("UploadId", upload.id());
            people(xml);
            xml.text("StorageClass", "STANDARD")
                    .text("PartNumberMarker", marker)
                    .text("MaxParts", limit)
                    .text("IsTruncated", page.size() < later.size());
            if (page.size() < later.size()) {
                xml.text("NextPartNumberMarker", page.getLast().number());
            }
            for (var part : page) {
                xml.nest("Part", each -> {
                    each.text("PartNumber", part.number())
                            .text("LastModified", part.lastModified())
                            .text("ETag", Answers.quoted(part.etag()))
                            .text("Size", part.size());
                    part.checksums().forEach((algorithm, value) -> each.text("Checksum" + algorithm.name(), value));
                });
            }
        });
    }

    void listUploads(S3Request request, ServerResponse response) {
        var query = request.query();
        String bucket = request.bucketLocation().bucket();
        if (!store.hasBucket(bucket)) {
            throw new StorageException.BucketMissing(bucket);
        }
        if (query.has("delimiter") && !query.orEmpty("delimiter").isEmpty()) {
            throw new S3Exception(
                    S3Error.NotImplemented, "ListMultipartUploads with a delimiter is not implemented: use a prefix.");
        }
        var coding = ListingHandlers.coding(query);
        int limit = query.number("max-uploads", 1, LARGEST_PAGE, LARGEST_PAGE);
        var later = later(store.uploads().list(bucket), query);
        var page = later.subList(0, Math.min(limit, later.size()));
        Answers.listing(request, response, "ListMultipartUploadsResult", xml -> {
            xml.text("Bucket", bucket)
                    .text("KeyMarker", coding.apply(query.orEmpty("key-marker")))
                    .text("UploadIdMarker", query.orEmpty("upload-id-marker"))
                    .text("Prefix", coding.apply(query.orEmpty("prefix")))
                    .text("MaxUploads", limit)
                    .text("EncodingType", query.find("encoding-type"))
                    .text("IsTruncated", page.size() < later.size());
            if (page.size() < later.size()) {
                xml.text("NextKeyMarker", coding.apply(page.getLast().object().key()))
                        .text("NextUploadIdMarker", page.getLast().id());
            }
            for (var upload : page) {
                xml.nest("Upload", each -> {
                    each.text("Key", coding.apply(upload.object().key())).text("UploadId", upload.id());
                    people(each);
                    each.text("StorageClass", "STANDARD").text("Initiated", upload.begun());
                });
            }
        });
    }

    /// Returns the uploads after the markers: of later keys, and of the same key after the given upload.
    private static List<Upload> later(List<Upload> uploads, Query query) {
        String keyMarker = query.orEmpty("key-marker");
        String idMarker = query.orEmpty("upload-id-marker");
        var ids = uploads.stream().map(Upload::id).toList();
        int after = idMarker.isEmpty() ? Integer.MAX_VALUE : ids.indexOf(idMarker);
        return uploads.stream()
                .filter(upload -> upload.object().key().startsWith(query.orEmpty("prefix")))
                .filter(upload -> {
                    int order = ObjectKeys.UTF_8_ORDER.compare(upload.object().key(), keyMarker);
                    return keyMarker.isEmpty() || order > 0 || (order == 0 && ids.indexOf(upload.id()) > after);
                })
                .toList();
    }

    private void people(XmlWriter xml) {
        xml.nest("Initiator", person -> person.text("ID", ownerId).text("DisplayName", ownerId));
        xml.nest("Owner", person -> person.text("ID", ownerId).text("DisplayName", ownerId));
    }
}
