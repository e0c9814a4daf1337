package dev.kindred.server.ingest;

import dev.kindred.server.literal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// One CSV file to import.
///
/// @param name the file's name in reports
/// @param size stored, possibly compressed, bytes; used for progress only
/// @param gzip whether the stored bytes are gzip
/// @param opener opens the file; called once
public record CsvSource(String name, long size, boolean gzip, Opener opener) {

    /// Opens the stored bytes of a file.
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /// Opens the file's text.
    ///
    /// @throws GzipInput.DamagedException if the name says gzip and the content does not begin as gzip; later reads
    /// throw it where the file is damaged or truncated
    public InputStream text() throws IOException {
        return text(opener.open());
    }

    /// Returns the text of the file's stored bytes.
    InputStream text(InputStream stored) throws IOException {
        return gzip ? GzipInput.open(stored) : stored;
    }

    /// Returns a source that is gzip when its name ends in `.gz`, in any case.
    public static CsvSource named(String name, long size, Opener opener) {
        return new CsvSource(Printable.of(name), size, isGzip(name), opener);
    }

    /// Returns whether a file of that name is gzip.
    public static boolean isGzip(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
