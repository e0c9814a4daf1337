package dev.kindred.server.text;

import dev.kindred.engine.text.TextVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;

/// The key of a text for an encoder: the first half of the SHA-256 of the encoder's name and the text.
///
/// @param item an item with the text
record TextKey(long high, long low, int item) {

    static final Comparator<TextKey> ORDER =
            Comparator.comparingLong(TextKey::high).thenComparingLong(TextKey::low);

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static TextKey of(String model, String text, int item) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(model.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            var sum = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            return new TextKey(sum.getLong(), sum.getLong(), item);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform supports SHA-256
        }
    }

    boolean isSame(TextKey other) {
        return high == other.high && low == other.low;
    }

    void write(MemorySegment keys, int row) {
        keys.set(LONG, (long) row * TextVectors.KEY, high);
        keys.set(LONG, (long) row * TextVectors.KEY + Long.BYTES, low);
    }

    static TextKey read(MemorySegment keys, int row) {
        return new TextKey(
                keys.get(LONG, (long) row * TextVectors.KEY),
                keys.get(LONG, (long) row * TextVectors.KEY + Long.BYTES),
                -1);
    }
}
