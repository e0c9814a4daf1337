package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Repairs a part of a [PartedLog]: it keeps every whole frame and drops the others. A changed byte costs the
/// frame that it is in and no other. If whole frames follow a damaged one, a copy of the damaged file is kept for
/// inspection.
final class LogRepair {

    private static final System.Logger LOG = System.getLogger(LogRepair.class.getName());

    /// 64 KiB: a search over every byte of a longer damage would take minutes. Taste.
    private static final int SEARCHED = 1 << 16;

    private LogRepair() {}

    /// Repairs a part.
    ///
    /// @param whole the end of the whole frames before the first damaged one
    static void repair(Path file, int whole) throws IOException {
        var content = ByteBuffer.wrap(Files.readAllBytes(file));
        var kept = new ByteArrayOutputStream();
        kept.write(content.array(), 0, whole);
        for (int from = nextFrame(content, whole); from >= 0; ) {
            int end = LogFrames.endOfFrame(content, from);
            if (end < 0) {
                from = nextFrame(content, from);
            } else {
                kept.write(content.array(), from, end - from);
                from = end;
            }
        }
        int lost = content.limit() - kept.size();
        if (kept.size() == whole) {
            LOG.log(
                    WARNING,
                    "The log {0} ended in {1} bytes that were never acknowledged. They were truncated",
                    file,
                    lost);
        } else {
            var damaged = file.resolveSibling(file.getFileName() + ".damaged");
            Files.write(
                    damaged,
                    content.array(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC,
                    StandardOpenOption.WRITE);
            LOG.log(
                    ERROR,
                    "The log {0} is damaged. {1} bytes are lost, and they may have been acknowledged. Check the disk. The"
                            + " damaged file is kept as {2}",
                    file,
                    lost,
                    damaged);
        }
        var repaired = file.resolveSibling(file.getFileName() + ".mended");
        Files.write(
                repaired,
                kept.toByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.forceFolder(Objects.requireNonNull(file.getParent()));
    }

    /// Returns the start of the first whole frame after a damaged one, or -1 if there is none within [#SEARCHED]
    /// bytes. The length in the damaged frame's header is tried first.
    private static int nextFrame(ByteBuffer content, int broken) {
        if (content.limit() - broken < LogFrames.FRAME_HEADER) {
            return -1;
        }
        long stated = (long) broken + LogFrames.FRAME_HEADER + content.getInt(broken);
        if (stated > broken && stated < content.limit() && LogFrames.endOfFrame(content, (int) stated) >= 0) {
            return (int) stated;
        }
        int last = Math.min(content.limit() - LogFrames.FRAME_HEADER, broken + SEARCHED);
        for (int from = broken + 1; from <= last; from++) {
            if (LogFrames.endOfFrame(content, from) >= 0) {
                return from;
            }
        }
        return -1;
    }
}
