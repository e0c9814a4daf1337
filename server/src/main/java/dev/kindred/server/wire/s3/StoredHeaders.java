package dev.kindred.server.wire.s3;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The headers of an object that a write sets and a read returns.
final class StoredHeaders {

    private static final String USER_METADATA = "x-amz-meta-";

    /// S3's limit, in bytes.
    private static final int MOST_USER_METADATA = 2048;
    private static final Set<String> SYSTEM = Set.of(
            "cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires");

    private StoredHeaders() {}

    /// Returns the headers of a request to store.
    static Map<String, String> of(S3Request request) {
        var kept = new HashMap<String, String>();
        int userMetadata = 0;
        for (Header header : request.http().headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            String value = String.join(",", header.allValues());
            if (name.startsWith(USER_METADATA)) {
                userMetadata += name.length() - USER_METADATA.length() + value.length();
                kept.put(name, requirePlain(name, value));
            } else if (SYSTEM.contains(name)) {
                kept.put(name, requirePlain(name, value));
            }
        }
        if (userMetadata > MOST_USER_METADATA) {
            throw new S3Exception(
                    S3Error.InvalidArgument,
                    "Your metadata headers have %,d bytes; 2,048 are allowed.".formatted(userMetadata));
        }
        String encoding = kept.remove("content-encoding");
        if (encoding != null) {
            String remaining = withoutFraming(encoding);
            if (!remaining.isEmpty()) {
                kept.put("content-encoding", remaining);
            }
        }
        return kept;
    }

    /// `aws-chunked` is the framing of the request, not the encoding of the object.
    private static String withoutFraming(String encoding) {
        return encoding.replaceAll("(?i)\\s*aws-chunked\\s*,?", "").strip().replaceAll(",$", "");
    }

    private static String requirePlain(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new S3Exception(S3Error.InvalidArgument, "The header %s has a control character.".formatted(name));
        }
        return value;
    }

    /// Sets the object's headers; a `response-…` parameter replaces its header.
    static void replay(Map<String, String> stored, Query query, ServerResponse response) {
        Answers.header(response, "content-type", stored.getOrDefault("content-type", "binary/octet-stream"));
        stored.forEach((name, value) -> Answers.header(response, name, value));
        for (String name : SYSTEM) {
            String replacement = query.find("response-" + name);
            if (replacement != null) {
                Answers.header(response, name, requirePlain("response-" + name, replacement));
            }
        }
    }
}
