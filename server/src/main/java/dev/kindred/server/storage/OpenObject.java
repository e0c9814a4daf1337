package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/// An object opened for reading: its record and its bytes, which stay these even if it is replaced or removed
/// meanwhile.
public final class OpenObject implements AutoCloseable {

    private final ObjectRecord stored;
    private final FileChannel channel;

    OpenObject(ObjectRecord stored, FileChannel channel) {
        this.stored = stored;
        this.channel = channel;
    }

    /// What is known of the object.
    public ObjectRecord record() {
        return stored;
    }

    /// Returns the bytes from `from` on. Closing the stream closes the object.
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
