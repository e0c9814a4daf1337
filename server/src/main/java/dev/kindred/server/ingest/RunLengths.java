package dev.kindred.server.ingest;

/// Parquet's hybrid of run-length encoding and bit packing, for definition levels and dictionary ids.
///
/// A run is a varint header and a body. An even header is twice the length of a run of one value; the value
/// follows in the fewest bytes that hold its width. An odd header is twice the number of groups, plus one. Each
/// group is eight values, packed from the lowest bit up; zeros fill the last group.
///
/// @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet encodings, RLE</a>
final class RunLengths {

    /// A shorter run is smaller bit-packed. Taste.
    private static final int SHORTEST_RUN = 16;

    private RunLengths() {}

    /// Returns the number of bits that hold the values 0 to `max`.
    static int width(int max) {
        return Math.max(1, 32 - Integer.numberOfLeadingZeros(max));
    }

    /// Appends the first `count` values, each of at most `width` bits.
    static void write(int[] values, int count, int width, Bytes out) {
        int packedFrom = 0;
        int i = 0;
        while (i < count) {
            int run = runLength(values, i, count);
            if (run >= SHORTEST_RUN) {
                writePacked(values, packedFrom, i, width, out);
                writeRun(values[i], run, width, out);
                i += run;
                packedFrom = i;
            } else {
                i += 8;
            }
        }
        writePacked(values, packedFrom, count, width, out);
    }

    private static int runLength(int[] values, int from, int count) {
        int i = from + 1;
        while (i < count && values[i] == values[from]) {
            i++;
        }
        return i - from;
    }

    /// Appends one value `length` times.
    static void writeRun(int value, int length, int width, Bytes out) {
        out.putVarint((long) length << 1);
        for (int shift = 0; shift < width; shift += 8) {
            out.putByte(value >>> shift);
        }
    }

    private static void writePacked(int[] values, int from, int to, int width, Bytes out) {
        if (from >= to) {
            return;
        }
        int groups = (to - from + 7) >>> 3;
        out.putVarint((long) groups << 1 | 1);
        out.reserve(groups * width + 4);
        long buffer = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            buffer |= (long) values[i] << bits;
            bits += width;
            if (bits >= 32) {
                out.putInt((int) buffer);
                buffer >>>= 32;
                bits -= 32;
            }
        }
        bits += width * ((groups << 3) - (to - from)); // zeros fill the last group
        for (; bits > 0; bits -= 8) {
            out.putByte((int) buffer);
            buffer >>>= 8;
        }
    }
}
