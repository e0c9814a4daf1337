package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.storage.ListQuery;
import dev.kindred.server.storage.Listing;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.wire.XmlWriter;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// ListBuckets, both versions of ListObjects, and ListObjectVersions.
final class ListingHandlers {

    /// The version id of objects in a bucket without versioning.
    static final String NULL_VERSION = "null";

    /// S3's largest page.
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_BUCKETS = 10_000;

    private final LocalObjectStore store;
    private final String ownerId;

    ListingHandlers(LocalObjectStore store, String ownerId) {
        this.store = store;
        this.ownerId = ownerId;
    }

    void listBuckets(S3Request request, ServerResponse response) {
        var query = request.query();
        String prefix = query.orEmpty("prefix");
        String region = query.find("bucket-region");
        String token = query.find("continuation-token");
        String after = token == null ? "" : decodeToken(token);
        int limit = query.number("max-buckets", 1, MOST_BUCKETS, MOST_BUCKETS);
        var later = store.buckets().stream()
                .filter(bucket -> !store.isOfAnother(bucket.name(), ownerId))
                .filter(bucket ->
                        bucket.name().startsWith(prefix) && bucket.name().compareTo(after) > 0)
                .filter(bucket -> region == null || region.equals(BucketHandlers.regionOf(bucket)))
                .toList();
        var page = later.subList(0, Math.min(limit, later.size()));
        Answers.listing(request, response, "ListAllMyBucketsResult", xml -> {
            owner(xml);
            xml.nest(
                    "Buckets",
                    list -> page.forEach(bucket -> list.nest(
                            "Bucket",
                            each -> each.text("Name", bucket.name())
                                    .text("CreationDate", bucket.created())
                                    .text("BucketRegion", BucketHandlers.regionOf(bucket)))));
            if (page.size() < later.size()) {
                xml.text("ContinuationToken", encodeToken(page.getLast().name()));
            }
            xml.text("Prefix", query.find("prefix"));
        });
    }

    void listObjects(S3Request request, ServerResponse response) {
        var query = request.query();
        var coding = coding(query);
        int limit = query.number("max-keys", 0, LARGEST_PAGE, LARGEST_PAGE);
        String marker = query.orEmpty("marker");
        var page = list(request, marker.isEmpty() ? null : marker, limit);
        Answers.listing(request, response, "ListBucketResult", xml -> {
            head(xml, request, coding, limit);
            xml.text("Marker", coding.apply(marker)).text("IsTruncated", page.next() != null);
            if (query.has("delimiter") && page.next() != null) {
                xml.text("NextMarker", coding.apply(page.next()));
            }
            entries(xml, page, coding, true);
        });
    }

    void listObjectsV2(S3Request request, ServerResponse response) {
        var query = request.query();
        var coding = coding(query);
        int limit = query.number("max-keys", 0, LARGEST_PAGE, LARGEST_PAGE);
        String token = query.find("continuation-token");
        String startAfter = query.find("start-after");
        var page = list(request, token == null ? startAfter : decodeToken(token), limit);
        Answers.listing(request, response, "ListBucketResult", xml -> {
            head(xml, request, coding, limit);
            xml.text("KeyCount", page.objects().size() + page.commonPrefixes().size())
                    .text("IsTruncated", page.next() != null)
                    .text("ContinuationToken", token)
                    .text("StartAfter", startAfter == null ? null : coding.apply(startAfter));
            if (page.next() != null) {
                xml.text("NextContinuationToken", encodeToken(page.next()));
            }
            entries(xml, page, coding, query.orEmpty("fetch-owner").equals("true"));
        });
    }

    /// Returns the bucket's objects as versions: one each, with the id `null`.
    void listVersions(S3Request request, ServerResponse response) {
        var query = request.query();
        var coding = coding(query);
        int limit = query.number("max-keys", 0, LARGEST_PAGE, LARGEST_PAGE);
        String marker = query.orEmpty("key-marker");
        String versionMarker = query.orEmpty("version-id-marker");
        if (marker.isEmpty() && !versionMarker.isEmpty()) {
            throw new S3Exception(
                    S3Error.InvalidArgument, "A version-id marker cannot be specified without a key marker.");
        }
        var page = list(request, marker.isEmpty() ? null : marker, limit);
        Answers.listing(request, response, "ListVersionsResult", xml -> {
            head(xml, request, coding, limit);
            xml.text("KeyMarker", coding.apply(marker))
                    .text("VersionIdMarker", versionMarker)
                    .text("IsTruncated", page.next() != null);
            if (page.next() != null) {
                xml.text("NextKeyMarker", coding.apply(page.next())).text("NextVersionIdMarker", NULL_VERSION);
            }
            for (ObjectSummary object : page.objects()) {
                xml.nest("Version", each -> {
                    each.text("Key", coding.apply(object.key()))
                            .text("VersionId", NULL_VERSION)
                            .text("IsLatest", true);
                    describe(each, object);
                    owner(each);
                });
            }
            commonPrefixes(xml, page, coding);
        });
    }

    private Listing list(S3Request request, @Nullable String after, int limit) {
        var query = request.query();
        var location = request.bucketLocation();
        return store.list(
                location.bucket(), new ListQuery(query.orEmpty("prefix"), query.find("delimiter"), after, limit));
    }

    private static void head(XmlWriter xml, S3Request request, UnaryOperator<String> coding, int limit) {
        var query = request.query();
        String delimiter = query.find("delimiter");
        xml.text("Name", request.bucket())
                .text("Prefix", coding.apply(query.orEmpty("prefix")))
                .text("MaxKeys", limit)
                .text("Delimiter", delimiter == null ? null : coding.apply(delimiter))
                .text("EncodingType", query.find("encoding-type"));
    }

    private void entries(XmlWriter xml, Listing page, UnaryOperator<String> coding, boolean withOwner) {
        for (ObjectSummary object : page.objects()) {
            xml.nest("Contents", each -> {
                each.text("Key", coding.apply(object.key()));
                describe(each, object);
                if (withOwner) {
                    owner(each);
                }
            });
        }
        commonPrefixes(xml, page, coding);
    }

    private static void describe(XmlWriter xml, ObjectSummary object) {
        xml.text("LastModified", object.lastModified())
                .text("ETag", Answers.quoted(object.etag()))
                .text("Size", object.size())
                .text("StorageClass", "STANDARD");
    }

    private static void commonPrefixes(XmlWriter xml, Listing page, UnaryOperator<String> coding) {
        for (String prefix : page.commonPrefixes()) {
            xml.nest("CommonPrefixes", each -> each.text("Prefix", coding.apply(prefix)));
        }
    }

    private void owner(XmlWriter xml) {
        xml.nest("Owner", owner -> owner.text("ID", ownerId).text("DisplayName", ownerId));
    }

    static UnaryOperator<String> coding(Query query) {
        String type = query.find("encoding-type");
        if (type == null) {
            return UnaryOperator.identity();
        }
        if (type.equals("url")) {
            return PercentCoding::encodeKey;
        }
        throw new S3Exception(S3Error.InvalidArgument, "The parameter encoding-type must be 'url'.");
    }

    private static String encodeToken(@Nullable String next) {
        return Base64.getUrlEncoder().encodeToString(String.valueOf(next).getBytes(UTF_8));
    }

    private static String decodeToken(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new S3Exception(S3Error.InvalidArgument, "The continuation token provided is incorrect.");
        }
    }
}
