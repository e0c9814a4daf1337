package dev.kindred.server.ingest;

import dev.kindred.server.literal.Message;
import java.util.List;
import java.util.stream.Stream;

/// The outcome of an import that did not fail.
public sealed interface ImportResult {

    /// Every row is in the dataset file.
    ///
    /// @param rows rows written
    /// @param bytes size of the dataset file
    /// @param warnings sentences about accepted data that its owner should review
    record Imported(long rows, long bytes, List<Message> warnings) implements ImportResult {

        /// Returns this result with more warnings.
        public Imported warning(List<Message> more) {
            return new Imported(
                    rows, bytes, Stream.concat(warnings.stream(), more.stream()).toList());
        }
    }

    /// The import is rejected; the output is not a valid dataset file.
    record Refused(ProblemReport report) implements ImportResult {}

    /// The import was stopped before the end; the output is not a valid dataset file.
    record Stopped() implements ImportResult {}
}
