package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// The percent-encoding of canonical requests: everything but unreserved characters, with upper-case digits.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, Unreserved Characters</a>
final class PercentEncoding {

    private static final String UNRESERVED = "-_.~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /// Encodes text. A slash stays if `keepsSlash`.
    static String encode(byte[] text, boolean keepsSlash) {
        var encoded = new StringBuilder(text.length + 16);
        for (byte unit : text) {
            char character = (char) (unit & 0xFF);
            if (isUnreserved(character) || (keepsSlash && character == '/')) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return encoded.toString();
    }

    static String encode(String text, boolean keepsSlash) {
        return encode(text.getBytes(UTF_8), keepsSlash);
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || UNRESERVED.indexOf(character) >= 0;
    }

    /// Decodes percent-escapes to bytes. A malformed escape stays as it is.
    static byte[] decode(String text) {
        var bytes = text.getBytes(text.chars().allMatch(unit -> unit < 0x100) ? ISO_8859_1 : UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2])) {
                decoded.write(HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toByteArray();
    }
}
