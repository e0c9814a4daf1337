package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;

/// Where an object's key lies below its bucket's folder: a pure, injective function, readable for ordinary keys.
///
/// | key | path |
/// |---|---|
/// | `movies/2026/items.csv` | `movies+/2026+/items.csv` |
/// | `movies` (beside the one above) | `movies` |
/// | `movies/` | `movies+/%` |
/// | `../README.md` | `%2E.+/!r!e!a!d!m!e.md` |
///
/// A folder ends in `+`, so that `a` and `a/b` can both exist. A capital letter is written `!` and its
/// small letter, so that file systems that ignore case keep `A` and `a` apart. Every other byte of UTF-8
/// than `a-z 0-9 - _ . = ( ) ,` is percent-escaped, as is a dot that begins a segment; an empty segment is
/// `%`. A segment longer than 180 characters is its first 100 and a `~` and its SHA-256; a path longer than
/// 1,500 characters is `~/` and the SHA-256 of the key.
final class ObjectPaths {

    /// The bounds keep names and paths below the 255 and 4,096 bytes of Linux, with room for suffixes.
    private static final int LONGEST_NAME = 180;
    private static final int KEPT_OF_LONG_NAME = 100;
    private static final int LONGEST_PATH = 1500;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ObjectPaths() {}

    /// Returns the relative path of `key`, its folders separated by `/`.
    static String of(String key) {
        var segments = new ArrayList<String>();
        int from = 0;
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', from)) {
            segments.add(name(key.substring(from, slash)) + "+");
            from = slash + 1;
        }
        segments.add(name(key.substring(from)));
        String path = String.join("/", segments);
        return path.length() <= LONGEST_PATH ? path : "~/" + sha256(key);
    }

    /// Returns the key whose path this is; nothing for a path with a digest in it, and for one that no key has.
    static Optional<String> keyOf(String path) {
        var key = new ByteArrayOutputStream();
        int last = path.lastIndexOf('/') + 1;
        for (int from = 0; from <= last; ) {
            int end = from == last ? path.length() : path.indexOf('/', from);
            int nameEnd = from == last ? end : end - 1; // a folder ends in a plus sign
            if (nameEnd < from || !decode(path.substring(from, nameEnd), key)) {
                return Optional.empty();
            }
            if (from < last) {
                key.write('/');
            }
            from = end + 1;
        }
        var decoded = key.toString(UTF_8);
        return of(decoded).equals(path) ? Optional.of(decoded) : Optional.empty();
    }

    private static boolean decode(String name, ByteArrayOutputStream to) {
        for (int i = 0; i < name.length() && !name.equals("%"); i++) {
            char letter = name.charAt(i);
            if (letter == '!' && i + 1 < name.length()) {
                to.write(Character.toUpperCase(name.charAt(++i)));
            } else if (letter == '%'
                    && i + 2 < name.length()
                    && HexFormat.isHexDigit(name.charAt(i + 1))
                    && HexFormat.isHexDigit(name.charAt(i + 2))) {
                to.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else if (letter < 0x80 && letter != '!' && letter != '%') {
                to.write(letter);
            } else {
                return false;
            }
        }
        return true;
    }

    private static String name(String segment) {
        if (segment.isEmpty()) {
            return "%";
        }
        var escaped = new StringBuilder(segment.length() + 16);
        byte[] bytes = segment.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            escape(bytes[i], i == 0, escaped);
        }
        if (escaped.length() <= LONGEST_NAME) {
            return escaped.toString();
        }
        return escaped.substring(0, KEPT_OF_LONG_NAME) + "~" + sha256(segment);
    }

    private static void escape(byte unit, boolean isFirst, StringBuilder to) {
        char letter = (char) (unit & 0xff);
        if (letter >= 'A' && letter <= 'Z') {
            to.append('!').append((char) (letter + ('a' - 'A')));
            return;
        }
        boolean isPlain = (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9')
                || (letter == '.' ? !isFirst : "-_=(),".indexOf(letter) >= 0);
        if (isPlain) {
            to.append(letter);
            return;
        }
        to.append('%').append(HEX.toHexDigits(unit));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
