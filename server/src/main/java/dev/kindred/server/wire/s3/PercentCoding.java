package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/// Percent-encoding of UTF-8. A malformed escape and text that is not UTF-8 are refused.
final class PercentCoding {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCoding() {}

    /// Decodes part of a path, where `+` is a plus sign.
    static String decodePath(String text) {
        return decode(text, false);
    }

    /// Decodes part of a query or form, where `+` is a space.
    static String decodeQuery(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '%') {
                bytes.write(escape(text, i));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(letter == '+' && plusIsSpace ? ' ' : letter)
                        .getBytes(UTF_8));
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new S3Exception(S3Error.InvalidURI, "The request's URI is not percent-escaped UTF-8.");
        }
    }

    private static int escape(String text, int at) {
        if (at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2))) {
            return HexFormat.fromHexDigits(text, at + 1, at + 3);
        }
        throw new S3Exception(
                S3Error.InvalidURI, "The request's URI has a '%' that two hexadecimal digits do not follow.");
    }

    /// Encodes a key for `encoding-type=url`: everything but unreserved characters and `/`.
    static String encodeKey(String key) {
        var encoded = new StringBuilder(key.length() + 16);
        for (byte unit : key.getBytes(UTF_8)) {
            char letter = (char) (unit & 0xff);
            boolean isPlain = (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || "-._~/".indexOf(letter) >= 0;
            if (isPlain) {
                encoded.append(letter);
            } else {
                encoded.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return encoded.toString();
    }
}
