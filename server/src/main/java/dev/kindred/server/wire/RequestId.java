package dev.kindred.server.wire;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The ids under which callers and the log know a request.
public final class RequestId {

    private RequestId() {}

    public static String next() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString(); // unique enough, and never waits for entropy
    }
}
