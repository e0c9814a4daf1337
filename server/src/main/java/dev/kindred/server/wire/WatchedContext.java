package dev.kindred.server.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/// A connection context that records whether, and since when, the connection waits for its client.
final class WatchedContext implements ConnectionContext {

    private enum State {
        WORKING,
        READING,
        WRITING,
        CLOSED
    }

    private final ConnectionContext context;
    private final DataReader reader;
    private final DataWriter writer;
    private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
    private volatile long lastMoved = System.nanoTime();
    private volatile boolean used;

    WatchedContext(ConnectionContext context) {
        this.context = context;
        this.reader = DataReader.create(this::read);
        this.writer = new WatchedWriter(context.dataWriter());
    }

    private byte[] read() {
        begin(State.READING);
        try {
            var bytes = context.serverSocket().get();
            used = true;
            return bytes;
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("cannot read from the connection", e);
        } finally {
            end(State.READING);
        }
    }

    private void begin(State waiting) {
        lastMoved = System.nanoTime();
        requireOpen(state.getAndUpdate(before -> before == State.CLOSED ? before : waiting));
    }

    /// Ends a wait. Throws if the connection was closed in the meantime, so that its bytes are not processed.
    private void end(State waiting) {
        lastMoved = System.nanoTime();
        requireOpen(state.getAndUpdate(before -> before == waiting ? State.WORKING : before));
    }

    private static void requireOpen(State found) {
        if (found == State.CLOSED) {
            throw closed();
        }
    }

    private static ServerConnectionException closed() {
        var cause = new IllegalStateException("closed to make room, or because the client stood still");
        return new ServerConnectionException("The connection was closed.", cause);
    }

    boolean isReading() {
        return state.get() == State.READING;
    }

    /// Returns whether the client has sent any bytes.
    boolean hasBeenUsed() {
        return used;
    }

    /// Returns the time of the last beginning or end of a wait, as [System#nanoTime].
    long lastMoved() {
        return lastMoved;
    }

    /// Returns for how long the connection has waited for the client to send or receive bytes.
    Duration standsStillFor() {
        long since = lastMoved;
        var now = state.get();
        return now == State.READING || now == State.WRITING
                ? Duration.ofNanos(System.nanoTime() - since)
                : Duration.ZERO;
    }

    /// Closes the connection if it waits for bytes. Bytes that arrive at the same moment are not read.
    void closeIfReading() {
        if (state.compareAndSet(State.READING, State.CLOSED)) {
            closeQuietly();
        }
    }

    /// Closes the connection if it waits for the client.
    void closeIfWaiting() {
        if (state.compareAndSet(State.READING, State.CLOSED) || state.compareAndSet(State.WRITING, State.CLOSED)) {
            closeQuietly();
        }
    }

    private void closeQuietly() {
        try {
            context.serverSocket().close(); // interrupts the connection's thread
        } catch (UncheckedIOException e) {
            // already closed by the client
        }
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }

    /// A writer that records the waits for the client to receive the written bytes.
    private final class WatchedWriter implements DataWriter {

        private final DataWriter writing;

        WatchedWriter(DataWriter writing) {
            this.writing = writing;
        }

        private void watched(Runnable write) {
            begin(State.WRITING);
            try {
                write.run();
            } finally {
                end(State.WRITING);
            }
        }

        @Override
        public void write(BufferData... buffers) {
            watched(() -> writing.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            watched(() -> writing.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            watched(() -> writing.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            watched(() -> writing.writeNow(buffer));
        }

        @Override
        public void flush() {
            watched(writing::flush);
        }

        @Override
        public void close() {
            writing.close();
        }
    }
}
