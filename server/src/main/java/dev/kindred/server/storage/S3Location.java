package dev.kindred.server.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A location in object storage: an object, or a folder if the key is empty or ends in `/`.
public record S3Location(String bucket, String key) {

    private static final Pattern S3 = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
    private static final Pattern PATH_STYLE =
            Pattern.compile("https?://s3[.a-z0-9-]*\\.amazonaws\\.com/([^/]+)(?:/(.*))?");
    private static final Pattern HOST_STYLE =
            Pattern.compile("https?://([a-z0-9.-]+)\\.s3[.a-z0-9-]*\\.amazonaws\\.com(?:/(.*))?");

    public S3Location {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new StorageException.InvalidLocation(
                    bucket,
                    key,
                    "'%s' is not a bucket name: a location reads s3://bucket/key for one file or s3://bucket/folder/ for a folder."
                            .formatted(Wording.shorten(bucket)));
        }
        ObjectKeys.requireLegalOrFolder(bucket, key);
    }

    /// Parses `s3://bucket/key`, `s3://bucket/folder/` or a plain `https://` URL of an object on Amazon S3.
    public static S3Location parse(String text) {
        var s3 = S3.matcher(text);
        if (s3.matches()) {
            return of(s3);
        }
        if (text.indexOf('%') < 0 && text.indexOf('?') < 0 && text.indexOf('#') < 0) {
            var pathStyle = PATH_STYLE.matcher(text);
            if (pathStyle.matches()) {
                return of(pathStyle);
            }
            var hostStyle = HOST_STYLE.matcher(text);
            if (hostStyle.matches()) {
                return of(hostStyle);
            }
        }
        throw new StorageException.InvalidLocation(
                "",
                text,
                "'%s' is not a location this server can read: write it as s3://bucket/key for one file or s3://bucket/folder/ for a folder."
                        .formatted(Wording.shorten(text)));
    }

    private static S3Location of(Matcher matcher) {
        String key = matcher.group(2);
        return new S3Location(matcher.group(1), key == null ? "" : key);
    }

    /// Returns whether this is a folder or a whole bucket, not one object.
    public boolean isFolder() {
        return key.isEmpty() || key.endsWith("/");
    }

    /// Returns the location `name` below this folder.
    public S3Location resolve(String name) {
        return new S3Location(bucket, isFolder() ? key + name : key + "/" + name);
    }

    /// Returns the location as `s3://bucket/key`.
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
