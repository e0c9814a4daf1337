package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// An open object: its record and its bytes. Both stay the same if the object is replaced or removed.
public final class OpenObject implements AutoCloseable {

    private final ObjectRecord stored;
    private final FileChannel channel;

    OpenObject(ObjectRecord stored, FileChannel channel) {
        this.stored = stored;
        this.channel = channel;
    }

    /// Returns the record of the object.
    public ObjectRecord record() {
        return stored;
    }

    /// Returns the bytes from `from`. The closing of the stream closes the object.
    public InputStream from(long from) {
        try {
            channel.position(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Channels.newInputStream(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
