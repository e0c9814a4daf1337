package dev.kindred.server.ingest;

import dev.kindred.server.literal.Message;
import java.util.List;
import java.util.stream.Stream;

/// How an import ended, when nothing broke.
public sealed interface ImportResult {

    /// Every row is in the segment.
    ///
    /// @param rows rows written
    /// @param bytes the segment's bytes
    /// @param warnings sentences about data that was taken as it is, for its owner to judge
    record Imported(long rows, long bytes, List<Message> warnings) implements ImportResult {

        /// Returns this result with more warnings.
        public Imported warning(List<Message> more) {
            return new Imported(
                    rows, bytes, Stream.concat(warnings.stream(), more.stream()).toList());
        }
    }

    /// Nothing may be imported; what was written to the output is no segment.
    record Refused(ProblemReport report) implements ImportResult {}

    /// Asked to stop before the end; what was written to the output is no segment.
    record Stopped() implements ImportResult {}
}
