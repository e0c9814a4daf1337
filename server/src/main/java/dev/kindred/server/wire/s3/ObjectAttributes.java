package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.ChecksumAlgorithm;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectRecord;
import dev.kindred.server.storage.StorageException;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// GetObjectAttributes.
final class ObjectAttributes {

    /// S3's largest page.
    private static final int LARGEST_PAGE = 1000;
    private static final Set<String> KNOWN = Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    private final LocalObjectStore store;

    ObjectAttributes(LocalObjectStore store) {
        this.store = store;
    }

    void get(S3Request request, ServerResponse response) {
        var location = request.location();
        var wanted = wanted(request);
        var stored = store.findRecord(location)
                .orElseThrow(() -> new StorageException.ObjectMissing(location.bucket(), location.key()));
        Answers.header(
                response, "Last-Modified", Answers.httpDate(stored.summary().lastModified()));
        Answers.xml(response, "GetObjectAttributesResponse", xml -> {
            if (wanted.contains("ETag")) {
                xml.text("ETag", stored.summary().etag());
            }
            if (wanted.contains("Checksum") && !stored.checksums().isEmpty()) {
                xml.nest("Checksum", checksum -> {
                    checksums(checksum, stored.checksums());
                    checksum.text("ChecksumType", ObjectHandlers.checksumType(stored.checksums()));
                });
            }
            if (wanted.contains("ObjectParts") && !stored.parts().isEmpty()) {
                xml.nest("ObjectParts", parts -> parts(parts, request, stored));
            }
            if (wanted.contains("StorageClass")) {
                xml.text("StorageClass", "STANDARD");
            }
            if (wanted.contains("ObjectSize")) {
                xml.text("ObjectSize", stored.summary().size());
            }
        });
    }

    private static Set<String> wanted(S3Request request) {
        var wanted = Arrays.stream(
                        request.headerOrEmpty("x-amz-object-attributes").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw new S3Exception(
                    S3Error.InvalidRequest,
                    "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty");
        }
        if (!KNOWN.containsAll(wanted)) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "Invalid attribute name specified: the header x-amz-object-attributes takes %s."
                            .formatted(KNOWN.stream().sorted().toList()));
        }
        return wanted;
    }

    /// S3 lists parts only if the object's checksum is composed of theirs.
    private static void parts(XmlWriter xml, S3Request request, ObjectRecord stored) {
        xml.text("PartsCount", stored.parts().size());
        if (stored.parts().getFirst().checksums().isEmpty()) {
            return;
        }
        int marker = request.numberOfHeader("x-amz-part-number-marker", 0, Integer.MAX_VALUE, 0);
        int limit = request.numberOfHeader("x-amz-max-parts", 1, LARGEST_PAGE, LARGEST_PAGE);
        var later =
                stored.parts().stream().filter(part -> part.number() > marker).toList();
        var page = later.subList(0, Math.min(limit, later.size()));
        xml.text("PartNumberMarker", marker).text("MaxParts", limit).text("IsTruncated", page.size() < later.size());
        if (!page.isEmpty()) {
            xml.text("NextPartNumberMarker", page.getLast().number());
        }
        page.forEach(part -> xml.nest("Part", each -> {
            each.text("PartNumber", part.number()).text("Size", part.size());
            checksums(each, part.checksums());
        }));
    }

    /// Writes checksums as elements, a composed one without its number of parts.
    private static void checksums(XmlWriter xml, Map<ChecksumAlgorithm, String> checksums) {
        checksums.forEach(
                (algorithm, value) -> xml.text("Checksum" + algorithm.name(), value.replaceFirst("-\\d+$", "")));
    }
}
