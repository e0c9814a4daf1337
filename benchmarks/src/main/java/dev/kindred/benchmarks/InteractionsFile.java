package dev.kindred.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Generator of interactions as CSV: `USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP`, about 35 bytes a row, unordered.
/// Users and items follow power laws, event types a skewed distribution of four values, timestamps one year. The
/// file is deterministic for a seed.
final class InteractionsFile {

    private static final byte[][] EVENT_TYPES = {
        "view".getBytes(US_ASCII),
        "click".getBytes(US_ASCII),
        "add-to-cart".getBytes(US_ASCII),
        "purchase".getBytes(US_ASCII)
    };
    private static final long FIRST_SECOND = 1_700_000_000L;
    private static final int SECONDS = 365 * 86_400;

    private final SplittableRandom random;
    private final int users;
    private final int items;
    private final byte[] line = new byte[80];
    private int length;

    InteractionsFile(long seed, int users, int items) {
        this.random = new SplittableRandom(seed);
        this.users = users;
        this.items = items;
    }

    void write(Path file, long rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n".getBytes(US_ASCII));
            for (long row = 0; row < rows; row++) {
                length = 0;
                put('u');
                putNumber(10_000_000L + powerLaw(users, 2));
                put(',');
                put('i');
                putNumber(100_000L + powerLaw(items, 3));
                put(',');
                put(EVENT_TYPES[eventType()]);
                put(',');
                putNumber(FIRST_SECOND + random.nextInt(SECONDS));
                put('\n');
                out.write(line, 0, length);
            }
        }
    }

    /// Draws an index below `count` whose density falls with a power of it.
    private int powerLaw(int count, int skew) {
        return (int) (Math.pow(random.nextDouble(), skew) * count);
    }

    private int eventType() {
        int percent = random.nextInt(100);
        return percent < 70 ? 0 : percent < 90 ? 1 : percent < 97 ? 2 : 3;
    }

    private void put(char c) {
        line[length++] = (byte) c;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, line, length, text.length);
        length += text.length;
    }

    private void putNumber(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            line[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }
}
