package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The small JSON file that keeps an object's record: `{"version":1,"bucket":…,"object":{…}}`.
record Sidecar(int version, String bucket, ObjectRecord object) {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CURRENT = 1;

    Sidecar {
        if (version != CURRENT) {
            throw new IllegalArgumentException("sidecar of version " + version + ", this release reads " + CURRENT);
        }
    }

    Sidecar(String bucket, ObjectRecord object) {
        this(CURRENT, bucket, object);
    }

    static Sidecar read(Path file) throws IOException {
        return read(file, Sidecar.class);
    }

    /// Reads a small JSON record; a damaged one is an [IOException] that names the file.
    static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException e) {
            throw new IOException(
                    file + " is damaged: restore it from a backup, or remove it with what it describes", e);
        }
    }

    byte[] toBytes() {
        return JSON.writeValueAsBytes(this);
    }
}
