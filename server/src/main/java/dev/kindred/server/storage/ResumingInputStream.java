package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;

/// The bytes of a remote object, read over broken connections: it reopens at the byte after the last one read.
/// It fails after five failures in a row without a byte between them. An interrupt of the reader ends its read.
final class ResumingInputStream extends InputStream {

    /// Failed reads in a row before the read fails, with pauses that double. Taste.
    private static final int MOST_FAILURES = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;

    /// Bytes of one interruptible read: enough to hide the change of threads. Taste.
    private static final int CHUNK_BYTES = 1 << 17;

    /// Opens the object from a byte offset on.
    interface Opener {
        InputStream open(long offset);
    }

    private final Opener opener;
    private final long size;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int chunkAt;
    private int chunkEnd;
    private long offset;
    private int failures;
    private @Nullable InputStream current;

    ResumingInputStream(long from, long size, Opener opener) {
        this.opener = opener;
        this.size = size;
        this.offset = from;
        this.current = opener.open(from); // so that a missing object is known at once
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunkAt == chunkEnd && !readChunk()) {
            return -1;
        }
        int taken = Math.min(length, chunkEnd - chunkAt);
        System.arraycopy(chunk, chunkAt, bytes, at, taken);
        chunkAt += taken;
        return taken;
    }

    /// Returns false at the end of the object.
    private boolean readChunk() throws IOException {
        while (offset < size) {
            try {
                var stream = open();
                int wanted = (int) Math.min(chunk.length, size - offset);
                int read = InterruptibleCall.run(() -> fill(stream, chunk, wanted));
                if (read > 0) {
                    offset += read;
                    failures = 0;
                    chunkAt = 0;
                    chunkEnd = read;
                    return true;
                }
                throw new IOException("the connection ended %,d bytes early".formatted(size - offset));
            } catch (IOException e) {
                abandon();
                pauseOrGiveUp(e);
            }
        }
        return false;
    }

    /// Returns how many bytes were read before the chunk was full, the stream ended or the connection broke.
    private static int fill(InputStream stream, byte[] chunk, int wanted) throws IOException {
        int filled = 0;
        while (filled < wanted) {
            try {
                int read = stream.read(chunk, filled, wanted - filled);
                if (read < 0) {
                    return filled;
                }
                filled += read;
            } catch (IOException e) {
                if (filled == 0) {
                    throw e;
                }
                return filled; // the next read meets the broken connection again
            }
        }
        return filled;
    }

    private InputStream open() {
        var opened = current;
        if (opened == null) {
            opened = opener.open(offset);
            current = opened;
        }
        return opened;
    }

    private void pauseOrGiveUp(IOException failure) throws IOException {
        failures++;
        if (failures >= MOST_FAILURES) {
            throw new IOException(
                    "the store sent no more than %,d of %,d bytes, in %d attempts".formatted(offset, size, failures),
                    failure);
        }
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (failures - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while resuming").initCause(e);
        }
    }

    /// Closes the connection without reading the rest.
    private void abandon() {
        var opened = current;
        current = null;
        if (opened instanceof ResponseInputStream<?> response) {
            response.abort();
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
