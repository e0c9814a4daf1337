package dev.kindred.compat;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/// Polling, as clients do.
final class Polling {

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

    /// Waits until `describe` reports that the resource does not exist.
    static void untilGone(Runnable describe) {
        until(() -> {
            try {
                describe.run();
                return false;
            } catch (ResourceNotFoundException gone) {
                return true;
            }
        });
    }

    static void until(BooleanSupplier condition) {
        until(Duration.ofMillis(20), condition);
    }

    /// @param pause the time between two polls
    static void until(Duration pause, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come about within " + PATIENCE);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", e);
            }
        }
    }
}
