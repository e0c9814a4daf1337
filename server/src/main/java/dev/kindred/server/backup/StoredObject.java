package dev.kindred.server.backup;

import java.util.Optional;
import java.util.regex.Pattern;

/// The two files of an object of the embedded S3, as names below the data directory.
record StoredObject(String record, String data) {

    private static final Pattern FILE = Pattern.compile("([^/]+)/(?:data|sidecars)/(.+)");

    /// Returns the object that a file belongs to; nothing for the files of buckets and uploads.
    static Optional<StoredObject> find(Layout layout, String file) {
        var buckets = layout.objects() + "/buckets/";
        if (!file.startsWith(buckets)) {
            return Optional.empty();
        }
        var parts = FILE.matcher(file.substring(buckets.length()));
        return parts.matches()
                ? Optional.of(new StoredObject(
                        buckets + parts.group(1) + "/sidecars/" + parts.group(2),
                        buckets + parts.group(1) + "/data/" + parts.group(2)))
                : Optional.empty();
    }
}
