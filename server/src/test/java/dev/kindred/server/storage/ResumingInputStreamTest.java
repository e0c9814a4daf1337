package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResumingInputStreamTest {

    private static final byte[] CONTENT = new byte[10_000];

    static {
        new Random(2).nextBytes(CONTENT);
    }

    /// Serves `CONTENT` from an offset and ends after `most` bytes, with an error or prematurely.
    private static InputStream breaking(long offset, int most, boolean isError) {
        int from = (int) offset;
        var served = new ByteArrayInputStream(CONTENT, from, Math.min(most, CONTENT.length - from));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int at, int length) throws IOException {
                int read = served.read(bytes, at, length);
                if (read < 0 && isError) {
                    throw new IOException("connection reset");
                }
                return read;
            }
        };
    }

    @Test
    void aStreamThatBreaksIsTakenUpAtTheByteWhereItBroke() throws IOException {
        for (boolean isError : List.of(true, false)) {
            var offsets = new ArrayList<Long>();
            try (var in = new ResumingInputStream(1000, CONTENT.length, offset -> {
                offsets.add(offset);
                return breaking(offset, 4000, isError);
            })) {
                assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(CONTENT, 1000, CONTENT.length));
            }
            assertThat(offsets).containsExactly(1000L, 5000L, 9000L);
        }
    }

    @Test
    void aStreamThatNeverGetsOnIsGivenUp() {
        assertThatThrownBy(() -> new ResumingInputStream(0, CONTENT.length, offset -> breaking(offset, 0, true)).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the store sent no more than");
    }
}
