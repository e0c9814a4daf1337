package dev.kindred.server.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses gzip strictly. Every member (RFC 1952) must be complete and match its checksum and length, and only
/// further members or zero padding may follow the first. The JDK's stream treats a damaged later member as the end of
/// the file.
///
/// A gzip file inside a gzip file is decompressed as well.
public final class GzipInput extends InputStream {

    /// The bytes read at once. Taste.
    private static final int BUFFER = 1 << 16;

    /// Files compressed more often are refused. Taste.
    private static final int MOST_LAYERS = 4;

    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA_FIELD = 1 << 2;
    private static final int FILE_NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED_FLAGS = 0xE0;

    private final InputStream in;
    private final String where;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long bufferOffset;
    private long length;
    private int member;
    private boolean isInMember;
    private boolean atEnd;

    /// The bytes are not complete gzip. The message gives the position and the remedy.
    public static final class DamagedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean isCut;

        DamagedException(String message, boolean isCut) {
            super(message);
            this.isCut = isCut;
        }

        /// Never null: every rejection has a message.
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        /// Returns whether the bytes end too early.
        public boolean isCut() {
            return isCut;
        }
    }

    private GzipInput(InputStream in, String where) {
        this.in = in;
        this.where = where;
    }

    /// Opens the text in `stored`. Closing the result closes `stored`.
    ///
    /// @throws DamagedException if the content does not begin as gzip; later reads throw it where it is damaged
    public static InputStream open(InputStream stored) throws IOException {
        String where = "";
        InputStream text = stored;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            var unpacked = new BufferedInputStream(new GzipInput(text, where), BUFFER);
            unpacked.mark(2);
            boolean isGzip = unpacked.read() == MAGIC_1 && unpacked.read() == MAGIC_2;
            unpacked.reset();
            if (!isGzip) {
                return unpacked;
            }
            text = unpacked;
            where = " of the gzip file inside it";
        }
        throw new DamagedException(
                "It is a gzip file in a gzip file, more than %d times: compress it once.".formatted(MOST_LAYERS),
                false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        while (true) {
            if (!isInMember && !beginMember()) {
                return -1;
            }
            int inflated = inflate(bytes, offset, count);
            if (inflated > 0) {
                checksum.update(bytes, offset, inflated);
                length += inflated;
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                requireMore();
                inflater.setInput(buffer, from, to - from);
            } else {
                throw damaged("its data ask for a dictionary");
            }
        }
    }

    private int inflate(byte[] bytes, int offset, int count) throws IOException {
        try {
            int inflated = inflater.inflate(bytes, offset, count);
            from = to - inflater.getRemaining();
            return inflated;
        } catch (DataFormatException e) {
            from = to - inflater.getRemaining();
            throw damaged("its data cannot be decompressed");
        }
    }

    /// Reads the next member's header, or returns false at the end.
    private boolean beginMember() throws IOException {
        if (atEnd || (member > 0 && !hasMember())) {
            return false;
        }
        member++;
        checksum.reset();
        if (next() != MAGIC_1 || next() != MAGIC_2) {
            throw member == 1
                    ? new DamagedException(
                            "It is not a gzip file, though its name ends in .gz: compress it, or rename it.", false)
                    : damaged("it does not begin as gzip does");
        }
        if (next() != DEFLATE) {
            throw damaged("its method of compression is unknown");
        }
        int flags = next();
        if ((flags & RESERVED_FLAGS) != 0) {
            throw damaged("its header has unknown flags");
        }
        skip(6); // time, flags of the compressor, system
        if ((flags & EXTRA_FIELD) != 0) {
            skip(nextShort());
        }
        if ((flags & FILE_NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            int expected = (int) checksum.getValue() & 0xFFFF;
            if (nextShort() != expected) {
                throw damaged("the checksum of its header is wrong");
            }
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(buffer, from, to - from);
        length = 0;
        isInMember = true;
        return true;
    }

    /// Returns whether another member follows. Zero bytes up to the end are padding.
    private boolean hasMember() throws IOException {
        while (from < to || fill()) {
            if (buffer[from] != 0) {
                return true;
            }
            from++;
        }
        return false;
    }

    private void endMember() throws IOException {
        int expected = (int) checksum.getValue();
        if (nextInt() != expected) {
            throw damaged("its checksum is wrong");
        }
        if (nextInt() != (int) length) {
            throw damaged("its length is wrong");
        }
        isInMember = false;
    }

    private int nextInt() throws IOException {
        return nextShort() | nextShort() << 16;
    }

    private int nextShort() throws IOException {
        return next() | next() << 8;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // a text ends with a zero byte
        }
    }

    /// Returns the next byte of a member. Header bytes are included in the header's checksum.
    private int next() throws IOException {
        if (from == to) {
            requireMore();
        }
        int value = buffer[from] & 0xFF;
        if (!isInMember) {
            checksum.update(value);
        }
        from++;
        return value;
    }

    private void requireMore() throws IOException {
        if (!fill()) {
            throw new DamagedException(
                    bufferOffset + to == 0
                            ? "The file%s is empty.".formatted(where)
                            : "The file is cut: it ends at byte %,d%s, and gzip member %d is not whole. Compress or upload it again."
                                    .formatted(bufferOffset + to, where, member),
                    true);
        }
    }

    private boolean fill() throws IOException {
        bufferOffset += to;
        from = 0;
        to = 0;
        int count = atEnd ? -1 : in.read(buffer, 0, buffer.length);
        atEnd = count < 0;
        to = Math.max(0, count);
        return to > 0 || (!atEnd && fill());
    }

    private DamagedException damaged(String what) {
        return new DamagedException(
                "The file is damaged at byte %,d%s: gzip member %d cannot be read, for %s. Compress or upload it again."
                        .formatted(bufferOffset + from + 1, where, member, what),
                false);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
