package dev.kindred.server.stream;

/// Hears of the records of one dataset, in the order of the log, each once, after it is on disk and before
/// its sender is answered. It must be quick: all who put into the dataset wait.
@FunctionalInterface
public interface StreamListener {

    /// Takes a record.
    ///
    /// @param part the part of the log that the record is in: dataset files and snapshots tell up to which part
    /// they hold
    void committed(int part, StreamedRecord record);
}
