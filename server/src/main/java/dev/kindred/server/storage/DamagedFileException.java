package dev.kindred.server.storage;

import java.io.IOException;

/// A published file is missing, unreadable, or differs from its size or checksum in the catalog.
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final String finding;

    DamagedFileException(String file, String finding) {
        super(
                "the data file %s is missing or damaged: %s. Restore it from a backup; if it holds imported rows, an import in FULL mode replaces it."
                        .formatted(file, finding));
        this.finding = finding;
    }

    /// The difference from the file as it was published, as a clause about "it".
    public String finding() {
        return finding;
    }
}
