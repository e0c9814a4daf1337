package dev.kindred.server.job;

import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.filter.FilterException;
import dev.kindred.server.job.JobOutcome.Fault;
import dev.kindred.server.literal.Message;
import dev.kindred.server.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// The one table from what a task throws to the outcome of its job.
final class JobFailures {

    /// What operating systems and databases call a full disk, in small letters.
    private static final List<String> DISK_IS_FULL =
            List.of("no space left on device", "disk quota exceeded", "disk is full", "disk full");

    /// A bound on the causes that are read, against cycles. Taste.
    private static final int MOST_CAUSES = 20;

    private JobFailures() {}

    /// Returns the outcome of a run that ended with `failure`.
    ///
    /// @param stopping whether the server stops: a stop interrupts the run, which can then fail in any way
    static JobOutcome outcomeOf(Throwable failure, TaskName task, boolean stopping) {
        if (stopping) {
            return new JobOutcome.Left();
        }
        return switch (failure) {
            case InterruptedException _ -> new JobOutcome.Left();
            case CancellationException _ -> new JobOutcome.Cancelled();
            case CatalogException _ -> new JobOutcome.Retried();
            case Throwable full when isDiskFull(full) -> byServer(diskFull(task));
            case JobFailure known
            when known.getCause() != null -> byServer(known.reason().text());
            case JobFailure known -> new JobOutcome.Failed(Fault.OWNER, known.reason(), known.report());
            case StorageException known -> byOwner(Message.of(known.getMessage()));
            case FilterException known -> byOwner(quoting(known.getMessage()));
            case ServiceException known -> byOwner(quoting(known.getMessage()));
            case UncheckedIOException wrapper -> byServer(brokeOff(task, Objects.requireNonNull(wrapper.getCause())));
            case IOException broken -> byServer(brokeOff(task, broken));
            case OutOfMemoryError _ -> byServer(outOfMemory(task));
            default ->
                byServer("The server failed (%s). Its log tells more, under this job's ARN."
                        .formatted(failure.getClass().getSimpleName()));
        };
    }

    private static JobOutcome byServer(String reason) {
        return new JobOutcome.Failed(Fault.SERVER, Message.of(reason), null);
    }

    private static JobOutcome byOwner(Message reason) {
        return new JobOutcome.Failed(Fault.OWNER, reason, null);
    }

    /// The message can quote values of the owner's.
    private static Message quoting(String text) {
        return new Message(text, "its failureReason says why");
    }

    private static String diskFull(TaskName task) {
        return "The %s broke off: the server's disk is full. Free space, or give the server a larger disk; then try again."
                .formatted(task.noun());
    }

    private static String outOfMemory(TaskName task) {
        return "The %s needs more memory than the server has. Give the server a larger heap (java -Xmx), or use less data; then try again."
                .formatted(task.noun());
    }

    private static String brokeOff(TaskName task, IOException cause) {
        var why = causeOf(cause).strip();
        return "The %s broke off: %s%s Correct that and try again."
                .formatted(task.noun(), why, why.endsWith(".") ? "" : ".");
    }

    /// Files name themselves only, and say what is wrong by their class.
    private static String causeOf(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> "the file %s does not exist".formatted(missing.getFile());
            case AccessDeniedException denied -> "access to the file %s is denied".formatted(denied.getFile());
            case FileSystemException failed
            when failed.getReason() == null -> "the file %s cannot be used".formatted(failed.getFile());
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    }

    private static boolean isDiskFull(Throwable failure) {
        return causesOf(failure)
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()).stream())
                .map(message -> message.toLowerCase(Locale.ROOT))
                .anyMatch(message -> DISK_IS_FULL.stream().anyMatch(message::contains));
    }

    private static Stream<Throwable> causesOf(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES);
    }
}
