package dev.kindred.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.literal.Message;
import dev.kindred.server.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JobFailuresTest {

    private record Case(String name, Throwable failure) {}

    private static final List<Case> CASES = List.of(
            new Case("JobFailure", new JobFailure("The file is empty.")),
            new Case(
                    "JobFailure that quotes data",
                    new JobFailure(new Message("Row 7 has \"x\".", "the report says why"), "{}")),
            new Case(
                    "JobFailure with a cause", new JobFailure("The model cannot be read.", new IOException("damaged"))),
            new Case("JobFailure by a full disk", new JobFailure("The model cannot be read.", full())),
            new Case("StorageException", new StorageException.BucketMissing("shop")),
            new Case("FilterException", filterFailure()),
            new Case("ServiceException", new ServiceException.InvalidInput("itemId \"x\" is unknown.")),
            new Case("IOException", new IOException("connection reset")),
            new Case("IOException without a message", new IOException()),
            new Case("NoSuchFileException", new NoSuchFileException("/data/x")),
            new Case("AccessDeniedException", new AccessDeniedException("/data/x")),
            new Case("FileSystemException", new FileSystemException("/data/x")),
            new Case("UncheckedIOException", new UncheckedIOException(new IOException("connection reset"))),
            new Case("full disk", full()),
            new Case("full disk under an UncheckedIOException", new UncheckedIOException("the log stays", full())),
            new Case("full quota", new IOException("Disk quota exceeded")),
            new Case("full disk of a database", new IOException("spill", new IllegalStateException("disk full"))),
            new Case("OutOfMemoryError", new OutOfMemoryError("heap")),
            new Case("CatalogException", catalogFailure()),
            new Case("CancellationException", new CancellationException()),
            new Case("InterruptedException", new InterruptedException()),
            new Case("IllegalStateException", new IllegalStateException("secret of the machine")),
            new Case("StackOverflowError", new StackOverflowError()));

    private static IOException full() {
        return new FileSystemException("/data/x", null, "No space left on device");
    }

    private static Throwable filterFailure() {
        return catchThrowable(() -> FilterExpression.parse("x"));
    }

    private static Throwable catalogFailure() {
        return catchThrowable(() -> Catalog.open(Path.of("/dev/null/no/such/file")));
    }

    @Test
    void everyFailureHasItsOutcome() {
        var table = CASES.stream()
                .map(each ->
                        each.name() + "\n    " + shown(JobFailures.outcomeOf(each.failure(), TaskName.IMPORT, false)))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(table).isEqualTo("""
                        JobFailure
                            failed, by OWNER: The file is empty.
                        JobFailure that quotes data
                            failed, by OWNER: Row 7 has "x".
                            log: the report says why
                        JobFailure with a cause
                            failed, by SERVER: The model cannot be read.
                        JobFailure by a full disk
                            failed, by SERVER: The import broke off: the server's disk is full. Free space, or give the server a larger disk; then try again.
                        StorageException
                            failed, by OWNER: Bucket 'shop' does not exist: create it (aws s3 mb s3://shop) or correct the location.
                        FilterException
                            failed, by OWNER: Invalid filter at position 1: expected INCLUDE or EXCLUDE at the beginning, found "x".
                            log: its failureReason says why
                        ServiceException
                            failed, by OWNER: itemId "x" is unknown.
                            log: its failureReason says why
                        IOException
                            failed, by SERVER: The import broke off: connection reset. Correct that and try again.
                        IOException without a message
                            failed, by SERVER: The import broke off: IOException. Correct that and try again.
                        NoSuchFileException
                            failed, by SERVER: The import broke off: the file /data/x does not exist. Correct that and try again.
                        AccessDeniedException
                            failed, by SERVER: The import broke off: access to the file /data/x is denied. Correct that and try again.
                        FileSystemException
                            failed, by SERVER: The import broke off: the file /data/x cannot be used. Correct that and try again.
                        UncheckedIOException
                            failed, by SERVER: The import broke off: connection reset. Correct that and try again.
                        full disk
                            failed, by SERVER: The import broke off: the server's disk is full. Free space, or give the server a larger disk; then try again.
                        full disk under an UncheckedIOException
                            failed, by SERVER: The import broke off: the server's disk is full. Free space, or give the server a larger disk; then try again.
                        full quota
                            failed, by SERVER: The import broke off: the server's disk is full. Free space, or give the server a larger disk; then try again.
                        full disk of a database
                            failed, by SERVER: The import broke off: the server's disk is full. Free space, or give the server a larger disk; then try again.
                        OutOfMemoryError
                            failed, by SERVER: The import needs more memory than the server has. Give the server a larger heap (java -Xmx), or use less data; then try again.
                        CatalogException
                            retried
                        CancellationException
                            cancelled
                        InterruptedException
                            left
                        IllegalStateException
                            failed, by SERVER: The server failed (IllegalStateException). Its log tells more, under this job's ARN.
                        StackOverflowError
                            failed, by SERVER: The server failed (StackOverflowError). Its log tells more, under this job's ARN.
                        """);
    }

    @Test
    void aRunThatFailsWhileTheServerStopsIsLeftToTheNextStart() {
        assertThat(CASES)
                .extracting(each -> JobFailures.outcomeOf(each.failure(), TaskName.IMPORT, true))
                .containsOnly(new JobOutcome.Left());
    }

    @Test
    void theReportOfAFailureIsKept() {
        var failure = new JobFailure(new Message("Row 7 is bad.", "see the report"), "{\"rows\": 7}");

        assertThat(JobFailures.outcomeOf(failure, TaskName.IMPORT, false))
                .isEqualTo(new JobOutcome.Failed(JobOutcome.Fault.OWNER, failure.reason(), "{\"rows\": 7}"));
    }

    private static String shown(JobOutcome outcome) {
        if (!(outcome instanceof JobOutcome.Failed failed)) {
            return outcome.label();
        }
        var reason = failed.reason();
        var log = reason.logText().equals(reason.text()) ? "" : "\n    log: " + reason.logText();
        return "failed, by %s: %s%s".formatted(failed.fault(), reason.text(), log);
    }
}
