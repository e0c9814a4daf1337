package dev.kindred.server.ingest;

import java.io.IOException;
import java.io.InputStream;

/// One CSV file to import.
///
/// @param name what reports call it
/// @param size its stored, possibly compressed, bytes; only progress depends on it
/// @param gzip whether its bytes are gzip
/// @param opener opens it, once
public record CsvSource(String name, long size, boolean gzip, Opener opener) {

    /// Opens a file's bytes as they are stored.
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /// A source that is gzip when its name ends in `.gz`.
    public static CsvSource named(String name, long size, Opener opener) {
        return new CsvSource(name, size, name.endsWith(".gz"), opener);
    }
}
