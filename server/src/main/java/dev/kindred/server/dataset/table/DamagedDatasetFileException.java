package dev.kindred.server.dataset.table;

/// A file of a dataset is missing, cut short or changed.
public final class DamagedDatasetFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DamagedDatasetFileException(String dataset, String file) {
        super(
                "Segment " + file + " of dataset " + dataset
                        + " is missing or damaged: its size or checksum is not the one it was stored with. Restore it from a backup, or import the dataset again in FULL mode.");
    }
}
