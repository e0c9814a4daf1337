package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// The two slots of a small file, written alternately, so that a torn write leaves the other one. The file has its full
/// size from the beginning, so a write needs no space. Not thread-safe.
final class AlternatingSlots {

    private static final System.Logger LOG = System.getLogger(AlternatingSlots.class.getName());

    private final Path file;
    private final FileChannel channel;
    private final int slotBytes;
    private final String consequence;
    private boolean failing;

    /// @param slotBytes the size of a slot
    /// @param consequence what the log says of a failed write, after "cannot be updated; "
    AlternatingSlots(Path file, FileChannel channel, int slotBytes, String consequence) {
        this.file = file;
        this.channel = channel;
        this.slotBytes = slotBytes;
        this.consequence = consequence;
    }

    /// Writes a slot. A failure is logged, once until a write succeeds.
    ///
    /// @param number its parity selects the slot
    /// @param force whether to wait until the slot is on disk
    void write(ByteBuffer slot, long number, boolean force) {
        try {
            long position = (number & 1) * slotBytes;
            while (slot.hasRemaining()) {
                position += channel.write(slot, position);
            }
            if (force) {
                channel.force(false);
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.log(WARNING, file + " cannot be updated; " + consequence, e);
            }
            failing = true;
        }
    }
}
