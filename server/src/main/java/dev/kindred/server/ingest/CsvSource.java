package dev.kindred.server.ingest;

import dev.kindred.server.literal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

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

    /// Opens the file's text.
    ///
    /// @throws GzipInput.DamagedException if it is gzip by its name and nothing else; later reads throw it where
    /// the file is damaged or cut
    public InputStream text() throws IOException {
        return text(opener.open());
    }

    /// Returns the text of the file's stored bytes.
    InputStream text(InputStream stored) throws IOException {
        return gzip ? GzipInput.open(stored) : stored;
    }

    /// A source that is gzip when its name ends in `.gz`, in any case.
    public static CsvSource named(String name, long size, Opener opener) {
        return new CsvSource(Printable.of(name), size, isGzip(name), opener);
    }

    /// Whether a file of that name is gzip.
    public static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
