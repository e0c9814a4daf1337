package dev.kindred.server.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// Cuts a stream into slabs between [Records]. A slab grows when a record needs it, up to the maximum length of a
/// record.
final class SlabReader {

    private static final int EXCERPT = 4 * RowProblem.TEXT_LENGTH;

    private final InputStream in;
    private final int longest;
    private final Records records;
    private final BooleanSupplier stopped;
    private byte[] carry = new byte[0];
    private int carried;
    private boolean hasBegun;
    private boolean atEnd;

    /// @param longest the maximum number of bytes of a record
    /// @param stopped polled after each read; once it returns true, the stream counts as ended
    SlabReader(InputStream in, int longest, BooleanSupplier stopped) {
        this.in = in;
        this.longest = longest;
        this.records = new Records(longest);
        this.stopped = stopped;
    }

    /// Fills the slab with the next records. Returns false and leaves the slab empty when there are none.
    boolean fill(Slab slab) throws IOException {
        slab.from = 0;
        slab.isFirst = !hasBegun;
        slab.isOverlong = false;
        if (slab.capacity() <= carried) {
            grow(slab, carried * 2);
        }
        System.arraycopy(carry, 0, slab.bytes, 0, carried);
        slab.to = carried;
        carried = 0;
        while (true) {
            readFully(slab);
            int start = hasBegun ? 0 : slab.afterByteOrderMark();
            if (atEnd) {
                hasBegun = true;
                endLastLine(slab);
                return slab.to > 0;
            }
            int end = records.lastEnd(slab.bytes, start, slab.to);
            if (end > start) {
                hasBegun = true;
                carry(slab.bytes, end, slab.to);
                slab.to = end;
                return true;
            }
            if (slab.to > longest) {
                hasBegun = true;
                skipLine(slab);
                return true;
            }
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

    private void carry(byte[] bytes, int from, int to) {
        if (carry.length < to - from) {
            carry = new byte[Math.max(to - from, carry.length * 2)];
        }
        System.arraycopy(bytes, from, carry, 0, to - from);
        carried = to - from;
    }

    /// Skips to the end of the slab's only line and leaves the beginning of the line in the slab.
    private void skipLine(Slab slab) throws IOException {
        slab.isOverlong = true;
        int kept = Math.min(EXCERPT, slab.to / 2);
        slab.to = kept;
        while (!atEnd) {
            int count = Math.max(0, read(slab.bytes, kept, slab.capacity() - kept));
            for (int i = kept; i < kept + count; i++) {
                if (slab.bytes[i] == '\n') {
                    carry(slab.bytes, i + 1, kept + count);
                    return;
                }
            }
        }
    }
}
