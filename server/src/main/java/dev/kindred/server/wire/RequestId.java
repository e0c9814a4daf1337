package dev.kindred.server.wire;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Generates request ids, which identify requests to callers and in the log.
public final class RequestId {

    private RequestId() {}

    public static String next() {
        var random = ThreadLocalRandom.current();
        // sufficiently unique; never blocks for entropy
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
