package dev.kindred.server.dataset.table;

import java.io.IOException;

/// A dataset file is missing, cut short or changed.
final class DamagedDatasetFileException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedDatasetFileException(String dataset, String file) {
        super(
                "Segment " + file + " of dataset " + dataset
                        + " is missing or damaged: its size or checksum is not the one it was stored with. Restore it from a backup, or import the dataset again in FULL mode.");
    }
}
