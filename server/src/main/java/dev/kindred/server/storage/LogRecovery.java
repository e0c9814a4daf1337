package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.storage.LogExtents.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// Makes a part of a [PartedLog] readable when the log is opened, and compares it with its acknowledged length.
final class LogRecovery {

    private static final System.Logger LOG = System.getLogger(LogRecovery.class.getName());

    private LogRecovery() {}

    /// The state of a part after its recovery.
    ///
    /// @param extent of its whole frames; no bytes if there is no usable file
    /// @param lostFrames the number of acknowledged frames that are lost; 1 stands for an unknown number
    record Recovered(Extent extent, long lostFrames) {}

    /// Recovers a part.
    ///
    /// @throws IOException if the file cannot be read or written, or a newer version wrote it
    static Recovered recover(int number, Path file, Extent acknowledged) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(file, LogRepair.damagedCopyOf(file));
            }
            return compared(file, Extent.NONE, acknowledged, false);
        }
        boolean hasHeader = LogFrames.hasHeader(number, file);
        var found = hasHeader ? LogFrames.extent(number, file) : new Extent(LogFrames.HEADER, 0);
        boolean skipped = false;
        if (!hasHeader || found.bytes() < Files.size(file)) {
            skipped = LogRepair.repair(number, file, Math.toIntExact(found.bytes()), acknowledged.bytes());
            found = LogFrames.extent(number, file);
        }
        return compared(file, found, acknowledged, skipped);
    }

    /// Returns the number of whole frames at the beginning of a part, without a change.
    static long framesIn(int number, Path file) throws IOException {
        boolean isReadable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && LogFrames.hasHeader(number, file);
        return isReadable ? LogFrames.extent(number, file).frames() : 0;
    }

    /// @param skipped whether whole frames follow a damaged one
    private static Recovered compared(Path file, Extent found, Extent acknowledged, boolean skipped) {
        long lost = Math.max(acknowledged.frames() - found.frames(), skipped ? 1 : 0);
        if (lost > 0) {
            LOG.log(
                    ERROR,
                    "The log {0} is damaged. The records of at least {1} acknowledged requests are lost: {2} frames of {3} acknowledged ones are left. Check the disk",
                    file,
                    lost,
                    found.frames(),
                    acknowledged.frames());
        } else if (found.bytes() == 0 && acknowledged.bytes() > 0) {
            LOG.log(WARNING, "The log {0} was missing or damaged; it had no records", file);
        }
        return new Recovered(found, lost);
    }
}
