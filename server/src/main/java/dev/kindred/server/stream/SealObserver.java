package dev.kindred.server.stream;

import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.resource.Dataset;

/// Sees the records of each log that becomes a segment, and commits what it makes of them in the same
/// transaction: what is in the segment is then in that too, and the log has neither any more.
@FunctionalInterface
public interface SealObserver {

    /// For sealings nobody looks at.
    SealObserver NONE = _ -> Sealing.UNSEEN;

    /// Begins with one sealing, which may break off.
    Sealing begin(Dataset dataset);

    /// One sealing.
    interface Sealing {

        /// For a sealing nobody looks at.
        Sealing UNSEEN = new Sealing() {
            @Override
            public void add(StreamedRecord record) {}

            @Override
            public void commit(Transaction transaction) {}
        };

        /// Takes the next record of the log.
        void add(StreamedRecord record);

        /// All records were taken, and are a segment if this transaction is committed.
        void commit(Transaction transaction);
    }
}
