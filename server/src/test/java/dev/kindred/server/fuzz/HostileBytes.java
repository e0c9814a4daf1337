package dev.kindred.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/// Damages files: bits, lengths and counts, missing and repeated ranges.
public final class HostileBytes {

    private static final long[] NUMBERS = {
        0, 1, -1, 2, 7, 16, 255, 256, 65_535, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 1L << 40
    };

    private HostileBytes() {}

    /// Returns a copy of a file with up to three damages, sometimes none.
    public static byte[] damaged(byte[] file, Random random) {
        byte[] bytes = file;
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = once(bytes.clone(), random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt(256);
            case 3, 4 -> putNumber(bytes, at, random);
            case 5 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0);
            case 6 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                return spliced(bytes, at, random);
            }
        }
        return bytes;
    }

    private static void putNumber(byte[] bytes, int at, Random random) {
        int width = random.nextBoolean() ? Integer.BYTES : Long.BYTES;
        int aligned = at / Integer.BYTES * Integer.BYTES;
        if (aligned + width > bytes.length) {
            return;
        }
        var buffer =
                ByteBuffer.wrap(bytes).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        if (width == Integer.BYTES) {
            buffer.putInt(aligned, (int) number);
        } else {
            buffer.putLong(aligned, number);
        }
    }

    /// Removes a range, or repeats it.
    private static byte[] spliced(byte[] bytes, int at, Random random) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
        boolean repeats = random.nextBoolean();
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, repeats ? to : at);
        out.write(bytes, repeats ? at : to, bytes.length - (repeats ? at : to));
        return out.toByteArray();
    }
}
