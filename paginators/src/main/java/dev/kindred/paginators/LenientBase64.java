package dev.kindred.paginators;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A decoder of standard base64 with the rules of Python's {@code binascii.a2b_base64}: it skips characters outside the
 * alphabet, stops at the padding of a last group of two or three characters, and skips padding anywhere else.
 */
final class LenientBase64 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private LenientBase64() {}

    /** Returns the bytes, or empty if the last group lacks its padding. */
    static Optional<byte[]> decode(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        int bits = 0;
        int inGroup = 0; // characters of the current group of four
        int padding = 0; // padding characters since the last one of the alphabet
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '=') {
                padding++;
                if (inGroup >= 2 && inGroup + padding >= 4) {
                    return Optional.of(bytes.toByteArray());
                }
                continue;
            }
            int value = ALPHABET.indexOf(character);
            if (value < 0) {
                continue;
            }
            padding = 0;
            bits = ((bits << 6) | value) & 0xFFF;
            switch (inGroup) {
                case 1 -> bytes.write(bits >> 4);
                case 2 -> bytes.write(bits >> 2);
                case 3 -> bytes.write(bits);
                default -> {}
            }
            inGroup = (inGroup + 1) % 4;
        }
        return inGroup == 0 ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }
}
