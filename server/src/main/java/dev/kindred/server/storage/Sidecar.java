package dev.kindred.server.storage;

import java.util.Objects;

/// The content of the [JsonFile] with an object's record: `{"version":1,"bucket":…,"object":{…}}`.
record Sidecar(int version, String bucket, ObjectRecord object) {

    private static final int CURRENT = 1;

    Sidecar {
        if (version != CURRENT) {
            throw new IllegalArgumentException("sidecar of version " + version + ", this release reads " + CURRENT);
        }
        Objects.requireNonNull(bucket);
        Objects.requireNonNull(object);
    }

    Sidecar(String bucket, ObjectRecord object) {
        this(CURRENT, bucket, object);
    }

    byte[] toBytes() {
        return JsonFile.encode(this);
    }
}
