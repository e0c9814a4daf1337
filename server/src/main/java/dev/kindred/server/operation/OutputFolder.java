package dev.kindred.server.operation;

import dev.kindred.server.catalog.S3DataConfig;
import dev.kindred.server.error.ServiceException.InvalidInput;

/// Where in S3 a job can write.
public final class OutputFolder {

    private OutputFolder() {}

    /// Returns if that is a folder.
    ///
    /// @throws InvalidInput if it is not
    public static void require(S3DataConfig output) {
        if (!output.path().endsWith("/")) {
            throw new InvalidInput("jobOutput.s3DataDestination.path is %s. It must be a folder: end it with a slash."
                    .formatted(output.path()));
        }
    }
}
