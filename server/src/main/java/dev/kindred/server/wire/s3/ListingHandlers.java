package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.storage.ListQuery;
import dev.kindred.server.storage.Listing;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectSummary;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// ListBuckets and both versions of ListObjects.
final class ListingHandlers {

    private static final int LARGEST_PAGE = 1000;

    private final LocalObjectStore store;
    private final String ownerId;

    ListingHandlers(LocalObjectStore store, String ownerId) {
        this.store = store;
        this.ownerId = ownerId;
    }

    void listBuckets(ServerResponse response) {
        Answers.xml(response, "ListAllMyBucketsResult", xml -> {
            owner(xml);
            xml.nest(
                    "Buckets",
                    list -> store.buckets()
                            .forEach(bucket -> list.nest(
                                    "Bucket",
                                    each -> each.text("Name", bucket.name()).text("CreationDate", bucket.created()))));
        });
    }

    void listObjects(S3Request request, ServerResponse response) {
        var query = request.query();
        var coding = coding(query);
        int limit = query.number("max-keys", 0, LARGEST_PAGE, LARGEST_PAGE);
        String marker = query.orEmpty("marker");
        var page = list(request, marker.isEmpty() ? null : marker, limit);
        Answers.xml(response, "ListBucketResult", xml -> {
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
        Answers.xml(response, "ListBucketResult", xml -> {
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

    private Listing list(S3Request request, @Nullable String after, int limit) {
        var query = request.query();
        var location = request.bucketLocation();
        return store.list(
                location.bucket(), new ListQuery(query.orEmpty("prefix"), query.find("delimiter"), after, limit));
    }

    private static void head(S3Xml xml, S3Request request, UnaryOperator<String> coding, int limit) {
        var query = request.query();
        String delimiter = query.find("delimiter");
        xml.text("Name", request.bucket())
                .text("Prefix", coding.apply(query.orEmpty("prefix")))
                .text("MaxKeys", limit)
                .text("Delimiter", delimiter == null ? null : coding.apply(delimiter))
                .text("EncodingType", query.find("encoding-type"));
    }

    private void entries(S3Xml xml, Listing page, UnaryOperator<String> coding, boolean withOwner) {
        for (ObjectSummary object : page.objects()) {
            xml.nest("Contents", each -> {
                each.text("Key", coding.apply(object.key()))
                        .text("LastModified", object.lastModified())
                        .text("ETag", Answers.quoted(object.etag()))
                        .text("Size", object.size())
                        .text("StorageClass", "STANDARD");
                if (withOwner) {
                    owner(each);
                }
            });
        }
        for (String prefix : page.commonPrefixes()) {
            xml.nest("CommonPrefixes", each -> each.text("Prefix", coding.apply(prefix)));
        }
    }

    private void owner(S3Xml xml) {
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
