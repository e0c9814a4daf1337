package dev.kindred.server.storage;

import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Several running checksums over one pass of the bytes.
final class Digests {

    private final Map<ChecksumAlgorithm, ChecksumAlgorithm.Running> running = new EnumMap<>(ChecksumAlgorithm.class);

    Digests(Set<ChecksumAlgorithm> algorithms) {
        algorithms.forEach(algorithm -> running.put(algorithm, algorithm.start()));
    }

    void update(byte[] bytes, int offset, int length) {
        for (var digest : running.values()) {
            digest.update(bytes, offset, length);
        }
    }

    /// Returns each checksum in base64. It can be called once.
    Map<ChecksumAlgorithm, String> finish() {
        var finished = new EnumMap<ChecksumAlgorithm, String>(ChecksumAlgorithm.class);
        running.forEach((algorithm, digest) ->
                finished.put(algorithm, Base64.getEncoder().encodeToString(digest.finish())));
        return finished;
    }
}
