package dev.kindred.server.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Cuts a stream into slabs at line ends. Slabs grow where one line needs it, up to the longest a line may be.
final class SlabReader {

    private static final int EXCERPT = 4 * RowProblem.TEXT_LENGTH;

    private final InputStream in;
    private final int maxLine;
    private final BooleanSupplier stopped;
    private byte[] carry = new byte[0];
    private int carried;
    private boolean atEnd;

    /// @param stopped asked after each read; once true, the stream counts as ended
    SlabReader(InputStream in, int maxLine, BooleanSupplier stopped) {
        this.in = in;
        this.maxLine = maxLine;
        this.stopped = stopped;
    }

    /// Fills the slab with the next lines. Returns false, and leaves it empty, when there are none.
    boolean fill(Slab slab) throws IOException {
        slab.from = 0;
        slab.isOverlong = false;
        if (slab.capacity() <= carried) {
            grow(slab, carried * 2);
        }
        System.arraycopy(carry, 0, slab.bytes, 0, carried);
        slab.to = carried;
        carried = 0;
        int searched = 0;
        while (true) {
            readFully(slab);
            if (atEnd) {
                endLastLine(slab);
                return slab.to > 0;
            }
            int end = afterLastLineFeed(slab.bytes, searched, slab.to);
            if (end > 0) {
                carry(slab.bytes, end, slab.to);
                slab.to = end;
                return true;
            }
            if (slab.to > maxLine) {
                skipLine(slab);
                return true;
            }
            searched = slab.to;
            grow(slab, slab.capacity() * 2);
        }
    }

    private static void grow(Slab slab, int capacity) {
        slab.bytes = Arrays.copyOf(slab.bytes, capacity + Dictionary.PADDING);
    }

    private void readFully(Slab slab) throws IOException {
        while (!atEnd && slab.to < slab.capacity()) {
            slab.to += Math.max(0, read(slab.bytes, slab.to, slab.capacity() - slab.to));
        }
    }

    private int read(byte[] bytes, int from, int length) throws IOException {
        int count = stopped.getAsBoolean() ? -1 : in.read(bytes, from, length);
        atEnd = count < 0;
        return count;
    }

    private static void endLastLine(Slab slab) {
        if (slab.to > 0 && slab.bytes[slab.to - 1] != '\n') {
            if (slab.to == slab.capacity()) {
                grow(slab, slab.to + 1);
            }
            slab.bytes[slab.to++] = '\n';
        }
    }

    private static int afterLastLineFeed(byte[] bytes, int from, int to) {
        for (int i = to; i > from; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private void carry(byte[] bytes, int from, int to) {
        if (carry.length < to - from) {
            carry = new byte[Math.max(to - from, carry.length * 2)];
        }
        System.arraycopy(bytes, from, carry, 0, to - from);
        carried = to - from;
    }

    /// Reads on to the end of the slab's only line, and leaves its beginning in the slab.
    private void skipLine(Slab slab) throws IOException {
        slab.isOverlong = true;
        slab.to = EXCERPT;
        while (!atEnd) {
            int count = Math.max(0, read(slab.bytes, EXCERPT, slab.capacity() - EXCERPT));
            for (int i = EXCERPT; i < EXCERPT + count; i++) {
                if (slab.bytes[i] == '\n') {
                    carry(slab.bytes, i + 1, EXCERPT + count);
                    return;
                }
            }
        }
    }
}
