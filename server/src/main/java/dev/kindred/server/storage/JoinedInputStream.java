package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// Several files as one stream. Each is opened when the stream reaches it.
final class JoinedInputStream extends InputStream {

    private final Iterator<Path> files;
    private InputStream current = InputStream.nullInputStream();

    JoinedInputStream(List<Path> files) {
        this.files = files.iterator();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            int read = current.read(bytes, offset, length);
            if (read >= 0 || !files.hasNext()) {
                return read;
            }
            current.close();
            current = Files.newInputStream(files.next());
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
