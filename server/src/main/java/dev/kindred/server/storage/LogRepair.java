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

/// Repairs a part of a [PartedLog]: it keeps every whole frame and drops the others. A changed byte costs only
/// the frame that contains it. A damaged header is written again. If acknowledged bytes are lost, a copy of the
/// damaged file is kept for inspection.
final class LogRepair {

    private static final System.Logger LOG = System.getLogger(LogRepair.class.getName());

    /// 64 KiB: a search over every byte of a longer damage would take minutes. Taste.
    private static final int SEARCHED = 1 << 16;

    private LogRepair() {}

    /// Repairs a part, and returns whether whole frames follow a damaged one.
    ///
    /// @param whole the end of the whole frames before the first damaged one, or of the header
    /// @param acknowledged the size that the file must have had at least
    static boolean repair(int number, Path file, int whole, long acknowledged) throws IOException {
        var content = ByteBuffer.wrap(Files.readAllBytes(file));
        var kept = new ByteArrayOutputStream();
        kept.writeBytes(LogFrames.header(number).array());
        if (whole > LogFrames.HEADER) {
            kept.write(content.array(), LogFrames.HEADER, whole - LogFrames.HEADER);
        }
        for (int from = whole; from >= 0; ) {
            int end = LogFrames.endOfFrame(content, from);
            if (end < 0) {
                from = nextFrame(content, from);
            } else {
                kept.write(content.array(), from, end - from);
                from = end;
            }
        }
        boolean skips = kept.size() > whole && kept.size() < content.limit();
        int dropped = Math.max(0, content.limit() - kept.size());
        if (kept.size() >= acknowledged && !skips) {
            LOG.log(
                    WARNING,
                    "The log {0} ended in {1} bytes that were never acknowledged. They were truncated",
                    file,
                    dropped);
        } else {
            var damaged = damagedCopyOf(file);
            write(damaged, content.array());
            LOG.log(
                    ERROR,
                    "{0} bytes of the log {1} are unreadable. The damaged file is kept as {2}",
                    dropped,
                    file,
                    damaged);
        }
        var repaired = file.resolveSibling(file.getFileName() + ".mended");
        write(repaired, kept.toByteArray());
        Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.forceFolder(Objects.requireNonNull(file.getParent()));
        return skips;
    }

    /// Returns where a damaged part is kept for inspection.
    static Path damagedCopyOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".damaged");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(
                file,
                content,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC,
                StandardOpenOption.WRITE);
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
