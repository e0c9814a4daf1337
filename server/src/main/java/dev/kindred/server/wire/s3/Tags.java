package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The tags of a bucket or an object, validated, in S3's form `Tagging`.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Object tagging</a>
record Tags(Map<String, String> values) {

    static final String ROOT = "Tagging";

    /// S3's quotas of tags.
    private static final int MOST_OF_BUCKET = 50;
    private static final int MOST_OF_OBJECT = 10;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    static Tags ofBucket(XmlElement tagging) {
        return of(tagging, MOST_OF_BUCKET, "Bucket tag count cannot be greater than 50");
    }

    static Tags ofObject(XmlElement tagging) {
        return of(tagging, MOST_OF_OBJECT, "Object tags cannot be greater than 10");
    }

    private static Tags of(XmlElement tagging, int most, String tooMany) {
        var set = tagging.child("TagSet").orElseThrow(() -> XmlElement.malformed("<Tagging> holds no <TagSet>."));
        var tags = new Tags(new LinkedHashMap<>());
        for (var tag : set.children()) {
            if (!tag.name().equals("Tag")
                    || tag.child("Key").isEmpty()
                    || tag.child("Value").isEmpty()) {
                throw XmlElement.malformed("<TagSet> holds <Tag> elements, each with a <Key> and a <Value>.");
            }
            tags.add(textOf(tag, "Key"), textOf(tag, "Value"));
        }
        return tags.requireAtMost(most, tooMany);
    }

    private static String textOf(XmlElement tag, String name) {
        return tag.child(name).map(XmlElement::text).orElse("");
    }

    /// Parses the header `x-amz-tagging`, `k=v&k2=v2`, of a write; empty if it is absent.
    static Optional<Tags> ofHeader(S3Request request) {
        String header = request.headerOrEmpty("x-amz-tagging");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        var tags = new Tags(new LinkedHashMap<>());
        for (String pair : header.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            tags.add(decode(key), decode(value));
        }
        return Optional.of(tags.requireAtMost(MOST_OF_OBJECT, "Object tags cannot be greater than 10"));
    }

    private static String decode(String text) {
        try {
            return PercentCoding.decodeQuery(text);
        } catch (S3Exception e) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
        }
    }

    private void add(String key, String value) {
        if (key.startsWith("aws:")) {
            throw invalid(key, "System tags cannot be added or changed: a key cannot begin with 'aws:'.");
        }
        if (!KEY.matcher(key).matches()) {
            throw invalid(
                    key,
                    "The TagKey you have provided is invalid: it has 1 to 128 letters, digits, blanks and _.:/=+-@.");
        }
        if (!VALUE.matcher(value).matches()) {
            throw invalid(
                    key,
                    "The TagValue you have provided is invalid: it has at most 256 letters, digits, blanks and _.:/=+-@.");
        }
        if (values.putIfAbsent(key, value) != null) {
            throw invalid(key, "Cannot provide multiple Tags with the same key");
        }
    }

    private static S3Exception invalid(String key, String message) {
        return new S3Exception(S3Error.InvalidTag, message, Map.of("TagKey", key));
    }

    private Tags requireAtMost(int most, String tooMany) {
        if (values.size() > most) {
            throw new S3Exception(S3Error.BadRequest, tooMany);
        }
        return this;
    }

    /// Returns the document, or empty without tags.
    Optional<String> document() {
        return values.isEmpty() ? Optional.empty() : Optional.of(element().document());
    }

    private XmlElement element() {
        var set = values.entrySet().stream()
                .map(tag -> new XmlElement(
                        "Tag", List.of(new XmlElement("Key", tag.getKey()), new XmlElement("Value", tag.getValue()))))
                .toList();
        return new XmlElement(ROOT, List.of(new XmlElement("TagSet", set)));
    }

    /// Returns the number of tags in a document.
    static int count(String document) {
        return XmlElement.read(document.getBytes(UTF_8), ROOT)
                .child("TagSet")
                .map(set -> set.children().size())
                .orElse(0);
    }
}
