package dev.kindred.server.cli;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;

/// Polling, as clients do.
public final class Polling {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> DONE = Set.of("ACTIVE", "CREATE FAILED");

    private Polling() {}

    /// Returns the import job when it is finished or failed.
    static DatasetImportJob untilDone(PersonalizeClient personalize, String arn) {
        until(() -> DONE.contains(describe(personalize, arn).status()));
        return describe(personalize, arn);
    }

    static DatasetImportJob describe(PersonalizeClient personalize, String arn) {
        return personalize
                .describeDatasetImportJob(request -> request.datasetImportJobArn(arn))
                .datasetImportJob();
    }

    /// Waits until the condition holds.
    public static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come about within " + PATIENCE);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
