package dev.kindred.server.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts a source's bytes as they are stored, before any decompression.
final class StoredBytes extends FilterInputStream {

    private long count;
    private boolean atEnd;

    StoredBytes(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        atEnd |= b < 0;
        count += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        atEnd |= read < 0;
        count += Math.max(0, read);
        return read;
    }

    /// Claims a byte until the end is seen. A gzip file may hold several members, and the JDK looks for the next one
    /// only while bytes are available; a network stream that has none ready would lose the rest of the file.
    @Override
    public int available() {
        return atEnd ? 0 : 1;
    }
}
