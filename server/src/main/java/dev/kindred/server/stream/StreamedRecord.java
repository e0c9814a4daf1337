package dev.kindred.server.stream;

/// Something that a client put into a dataset by itself, not by an import.
public sealed interface StreamedRecord permits StreamedEvent, StreamedRow {

    /// When it came in, in milliseconds since 1970.
    long receivedAt();
}
