package dev.kindred.engine.file;

import java.io.IOException;
import java.nio.file.Path;

/// Thrown if a file is truncated, damaged, or of another kind or version than expected.
public final class CorruptFileException extends IOException {

    private static final long serialVersionUID = 1;

    public CorruptFileException(Path file, String why) {
        super("%s cannot be read: %s.".formatted(file, why));
    }

    CorruptFileException(Path file, String why, RuntimeException cause) {
        super("%s cannot be read: %s.".formatted(file, why), cause);
    }
}
