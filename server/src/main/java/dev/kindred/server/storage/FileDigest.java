package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The checksums of a whole file.
///
/// @param sha256 in hexadecimal digits
public record FileDigest(long bytes, String sha256, long crc32c) {

    /// The bytes that are read at once. Taste.
    private static final int BUFFER = 1 << 17;

    /// Returns the checksums of a file.
    public static FileDigest of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return of(in, null);
        }
    }

    /// Returns the checksums of all bytes of a stream.
    public static FileDigest of(InputStream content) throws IOException {
        return of(content, null);
    }

    /// Writes a stream to a new file, forces the file to disk, and returns the checksums. Its name is not durable until
    /// its folder is forced.
    public static FileDigest write(InputStream content, Path file) throws IOException {
        DurableFiles.createFolders(DurableFiles.parent(file));
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var digest = of(content, channel);
            channel.force(true);
            DurableFiles.forceFolder(DurableFiles.parent(file));
            return digest;
        }
    }

    private static FileDigest of(InputStream content, @Nullable FileChannel copy) throws IOException {
        var sha = ChecksumAlgorithm.SHA256.start();
        var crc = new CRC32C();
        long bytes = 0;
        var buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            sha.update(buffer, 0, read);
            crc.update(buffer, 0, read);
            bytes += read;
            for (var left = ByteBuffer.wrap(buffer, 0, read); copy != null && left.hasRemaining(); ) {
                copy.write(left);
            }
        }
        return new FileDigest(bytes, HexFormat.of().formatHex(sha.finish()), crc.getValue());
    }
}
