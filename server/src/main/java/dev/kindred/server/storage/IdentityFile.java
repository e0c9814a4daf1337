package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The identity of a data directory and the last epoch that its catalog has acknowledged.
///
/// Layout: two slots of 4,096 bytes, written in turns, so that a torn write leaves the other one. A slot, big-endian:
/// magic `KINDRED` and a zero (8 bytes), version (4), id (16), epoch (8), CRC-32C of those (4), zeros. The valid slot
/// with the larger epoch counts. The file has its full size from the beginning: an update needs no space.
public final class IdentityFile implements AutoCloseable {

    private static final byte[] MAGIC = "KINDRED\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SLOT = 4096;
    private static final int CONTENT = 36;

    private final UUID id;
    private final FileChannel channel;
    private final AlternatingSlots slots;

    /// The content of the file.
    ///
    /// @param id of the data directory
    /// @param epoch the number of acknowledged transactions of its catalog, at least
    public record Identity(UUID id, long epoch) {}

    private IdentityFile(Path file, UUID id, FileChannel channel) {
        this.id = id;
        this.channel = channel;
        this.slots = new AlternatingSlots(file, channel, SLOT, "a loss of commits may not be noticed meanwhile");
    }

    /// Returns the content of the file, or empty if there is none.
    ///
    /// @throws IOException if it cannot be read or neither slot is valid
    public static Optional<Identity> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var content = Files.readAllBytes(file);
        Identity newest = null;
        for (int from = 0; from + CONTENT + Integer.BYTES <= content.length; from += SLOT) {
            var slot = decode(ByteBuffer.wrap(content, from, CONTENT + Integer.BYTES));
            if (slot != null && (newest == null || slot.epoch() > newest.epoch())) {
                newest = slot;
            }
        }
        if (newest == null) {
            throw new IOException(file + " is damaged");
        }
        return Optional.of(newest);
    }

    /// Replaces the file in one step and opens it.
    public static IdentityFile create(Path file, Identity identity) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        var slot = encode(identity);
        DurableFiles.write(
                draft,
                ByteBuffer.allocate(2 * SLOT).put(slot).put(slot.rewind()).array());
        DurableFiles.publish(draft, file);
        return open(file, identity.id());
    }

    /// Opens the file of that data directory for updates.
    public static IdentityFile open(Path file, UUID id) throws IOException {
        return new IdentityFile(file, id, FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /// Records an epoch. A failure is logged: it means that a loss of this commit may not be detected.
    ///
    /// @param force whether to wait until it is on disk
    public synchronized void record(long epoch, boolean force) {
        slots.write(encode(new Identity(id, epoch)), epoch, force);
    }

    private static ByteBuffer encode(Identity identity) {
        var slot = ByteBuffer.allocate(SLOT);
        slot.put(MAGIC).putInt(VERSION);
        slot.putLong(identity.id().getMostSignificantBits())
                .putLong(identity.id().getLeastSignificantBits());
        slot.putLong(identity.epoch());
        slot.putInt(checksum(slot, 0));
        return slot.rewind();
    }

    private static @Nullable Identity decode(ByteBuffer slot) {
        int from = slot.position();
        var magic = new byte[MAGIC.length];
        slot.get(magic);
        int version = slot.getInt();
        var id = new UUID(slot.getLong(), slot.getLong());
        long epoch = slot.getLong();
        boolean isWhole = slot.getInt() == checksum(slot, from);
        return isWhole && version == VERSION && Arrays.equals(magic, MAGIC) ? new Identity(id, epoch) : null;
    }

    private static int checksum(ByteBuffer slots, int from) {
        var crc = new CRC32C();
        crc.update(slots.slice(from, CONTENT));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
