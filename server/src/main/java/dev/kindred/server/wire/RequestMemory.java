package dev.kindred.server.wire;

import dev.kindred.server.error.ServiceException.Throttling;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that bodies of requests and large answers may take, of all requests together.
///
/// A request reserves memory while its bytes arrive, not by its declared length: many slow senders of a few bytes
/// reserve little. A request that finds no memory is refused at once and never waits. Requests of more than
/// [#SMALL] bytes share three quarters of the memory, so that large bodies which are held do not keep out small ones.
public final class RequestMemory {

    /// The size beyond which a request is large. Calls of SDKs stay far below it, except imports of records.
    static final int SMALL = 64 << 10;

    /// The bytes that are read before memory is reserved. Taste.
    private static final int FIRST_BUFFER = 4 << 10;
    /// A decoded body takes up to ten times its bytes: a map of short texts takes 144 bytes for each entry of 15
    /// (measured by the sizes of HotSpot's objects with compressed pointers).
    private static final int EXPANSION = 10;

    private final long limit;
    private final AtomicLong ofAll = new AtomicLong();
    private final AtomicLong ofLarge = new AtomicLong();

    /// @param limit in bytes
    public RequestMemory(long limit) {
        this.limit = limit;
    }

    /// Returns the reservation of a new request.
    public Held open() {
        return new Held();
    }

    /// Returns the reserved bytes.
    long reserved() {
        return ofAll.get();
    }

    private long limitOfLarge() {
        return limit / 4 * 3;
    }

    private static boolean reserve(AtomicLong pool, long bytes, long limit) {
        if (pool.addAndGet(bytes) <= limit) {
            return true;
        }
        pool.addAndGet(-bytes);
        return false;
    }

    /// The memory that one request has reserved. Used by one thread; closed once the answer is sent.
    public final class Held implements AutoCloseable {

        private long bytes;

        private Held() {}

        /// Reserves memory. A request that is alone always gets it.
        ///
        /// @throws Throttling if the other requests leave too little
        public void reserve(long more) {
            long allowed = Math.min(more, limitOfLarge() - bytes);
            if (allowed <= 0) {
                return;
            }
            long larger = Math.max(bytes + allowed, SMALL) - Math.max(bytes, SMALL);
            if (larger > 0 && !RequestMemory.reserve(ofLarge, larger, limitOfLarge())) {
                throw exhausted();
            }
            if (!RequestMemory.reserve(ofAll, allowed, limit)) {
                ofLarge.addAndGet(-larger);
                throw exhausted();
            }
            bytes += allowed;
        }

        /// Reserves memory for an answer of `length` bytes and its copy in the web server.
        public void reserveAnswer(long length) {
            if (length > FIRST_BUFFER) {
                reserve(2 * length);
            }
        }

        /// Reads a body whole, and reserves memory for what it is decoded to.
        ///
        /// @param declared the declared length, or a negative number if it is unknown
        /// @param longest the maximum length; of a longer body one byte more is returned
        /// @throws Throttling if there is too little memory; the rest of the body is unread
        public byte[] read(InputStream in, long declared, int longest) throws IOException {
            int end = declared < 0 ? longest + 1 : (int) Math.min(declared, longest + 1L);
            var body = new byte[Math.min(end, FIRST_BUFFER)];
            reserve(body.length);
            int length = 0;
            for (int read = 0; read >= 0 && length < end; ) {
                if (length == body.length) {
                    int capacity = Math.min(end, 2 * length);
                    reserve(capacity - length);
                    body = Arrays.copyOf(body, capacity);
                }
                read = in.read(body, length, body.length - length);
                length += Math.max(read, 0);
            }
            if (length > SMALL) {
                reserve((long) length * EXPANSION);
            }
            return length == body.length ? body : Arrays.copyOf(body, length);
        }

        private Throttling exhausted() {
            return new Throttling(
                    "The requests in progress take all memory for bodies. Send the request again in a moment, or raise request.memory.");
        }

        @Override
        public void close() {
            ofLarge.addAndGet(-Math.max(bytes - SMALL, 0));
            ofAll.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
