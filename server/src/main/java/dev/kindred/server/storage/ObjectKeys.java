package dev.kindred.server.storage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// S3's rules of keys: 1 to 1,024 bytes of UTF-8, listed in the order of those bytes.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming Amazon S3
/// objects</a>
public final class ObjectKeys {

    /// The order of keys in a listing: of their UTF-8 bytes, not of `String`.
    public static final Comparator<String> UTF_8_ORDER = ObjectKeys::compareAsUtf8;

    /// S3's limit of a key, in bytes.
    private static final int LONGEST = 1024;

    private ObjectKeys() {}

    /// Returns `key`, or throws the reason why it cannot name an object.
    public static String requireLegal(String bucket, String key) {
        if (key.isEmpty()) {
            throw new StorageException.InvalidLocation(
                    bucket, key, "An object in bucket '%s' needs a key of at least one character.".formatted(bucket));
        }
        return requireLegalOrFolder(bucket, key);
    }

    static String requireLegalOrFolder(String bucket, String key) {
        int bytes = utf8(bucket, key).remaining();
        if (bytes > LONGEST) {
            throw new StorageException.KeyTooLong(bucket, key, bytes);
        }
        return key;
    }

    private static ByteBuffer utf8(String bucket, String key) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
        } catch (CharacterCodingException e) {
            throw new StorageException.InvalidLocation(
                    bucket, key, "The key of an object in bucket '%s' is not valid Unicode text.".formatted(bucket));
        }
    }

    /// UTF-16 orders like UTF-8 except that surrogates must sort above the rest of the basic plane.
    private static int compareAsUtf8(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
