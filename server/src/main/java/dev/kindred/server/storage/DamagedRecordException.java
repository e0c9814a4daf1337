package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that describes an object, a bucket or an upload is missing, unreadable or damaged, or does not match the data
/// that it describes.
final class DamagedRecordException extends IOException {

    private static final long serialVersionUID = 1;

    private final String finding;

    DamagedRecordException(Path file, String finding, @Nullable Throwable cause) {
        super("the file " + file + " is missing or damaged: " + finding, cause);
        this.finding = finding;
    }

    /// The damage, as a clause about "it", without the path of the file.
    String finding() {
        return finding;
    }
}
