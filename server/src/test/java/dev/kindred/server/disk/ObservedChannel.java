package dev.kindred.server.disk;

import dev.kindred.server.disk.DiskCall.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A channel of an [ObservedFileSystem]. Mappings are for reading only: a write to one could not be observed.
final class ObservedChannel extends FileChannel {

    private final FileChannel real;
    private final Path file;
    private final boolean isFolder;
    private final DiskObserver observer;

    ObservedChannel(FileChannel real, Path file, DiskObserver observer) {
        this.real = real;
        this.file = file;
        this.isFolder = Files.isDirectory(file);
        this.observer = observer;
    }

    private DiskCall call(Kind kind) {
        return new DiskCall(kind, file);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return observer.run(call(Kind.READ), () -> real.read(bytes));
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return observer.run(call(Kind.READ), () -> real.read(buffers, offset, length));
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
        return observer.run(call(Kind.READ), () -> real.read(bytes, position));
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return observer.write(call(Kind.WRITE), () -> real.write(bytes), () -> real.write(firstHalf(bytes)));
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(buffers[i]);
        }
        return written;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        return observer.write(
                call(Kind.WRITE), () -> real.write(bytes, position), () -> real.write(firstHalf(bytes), position));
    }

    private static ByteBuffer firstHalf(ByteBuffer bytes) {
        return bytes.slice(bytes.position(), bytes.remaining() / 2);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        observer.run(call(Kind.TRUNCATE), () -> real.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        observer.run(call(isFolder ? Kind.FORCE_FOLDER : Kind.FORCE), () -> real.force(metaData));
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return observer.run(call(Kind.READ), () -> real.transferTo(position, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return observer.run(call(Kind.WRITE), () -> real.transferFrom(source, position, count));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        requireReadOnly(mode);
        return observer.run(call(Kind.READ), () -> real.map(mode, position, size));
    }

    @Override
    public MemorySegment map(MapMode mode, long offset, long size, Arena arena) throws IOException {
        requireReadOnly(mode);
        return observer.run(call(Kind.READ), () -> real.map(mode, offset, size, arena));
    }

    private static void requireReadOnly(MapMode mode) {
        if (!mode.equals(MapMode.READ_ONLY)) {
            throw new UnsupportedOperationException("a write to a mapping would not be observed");
        }
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
