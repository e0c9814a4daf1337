package dev.kindred.server.stream;

import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.resource.Dataset;

/// Observes the records of each log that is sealed into a dataset file, and commits its results in the same
/// transaction: the results include exactly the records of the dataset file.
@FunctionalInterface
public interface SealObserver {

    /// Ignores sealings.
    SealObserver NONE = _ -> Sealing.UNSEEN;

    /// Starts to observe one sealing, which may be aborted.
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

        /// All records were taken, and are a dataset file if this transaction is committed.
        void commit(Transaction transaction);
    }
}
