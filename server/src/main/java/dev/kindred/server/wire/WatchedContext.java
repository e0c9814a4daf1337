package dev.kindred.server.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;
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
import org.jspecify.annotations.Nullable;

/// A connection context that records whether, and since when, the connection waits for its client.
final class WatchedContext implements ConnectionContext {

    private enum State {
        WORKING,
        READING,
        WRITING,
        CLOSED
    }

    private static final System.Logger LOG = System.getLogger(WatchedContext.class.getName());
    private static final int REFUSALS_PER_SECOND = 10;
    private static final LimitedLog REFUSALS = new LimitedLog(LOG, REFUSALS_PER_SECOND, System::nanoTime);

    /// The size of an answer that is no final one: `100 Continue`.
    private static final int CONTINUE_BYTES = "HTTP/1.1 100 Continue\r\n\r\n".length();

    private static final byte[] NOTHING = {};
    /// A read of at least this size may have left bytes behind: the web server reads through a larger buffer.
    private static final int FULL_READ = 4 << 10;

    /// After a refusal a client that still sends is read, so that the refusal reaches it.
    private static final int MOST_DRAINED = 16 << 20;

    private final ConnectionContext context;
    private final RequestFraming framing;
    private final RequestPace pace;
    private final DataReader reader;
    private final DataWriter writer;
    private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
    private volatile long lastMoved = System.nanoTime();
    private volatile boolean used;
    private volatile boolean lingering;
    private boolean hasAnswered;

    WatchedContext(ConnectionContext context, RequestFraming framing, RequestPace pace) {
        this.context = context;
        this.framing = framing;
        this.pace = pace;
        this.reader = DataReader.create(this::read);
        this.writer = new WatchedWriter(context.dataWriter());
    }

    /// Returns bytes for the parser; null at the end of the stream.
    private byte @Nullable [] read() {
        if (!framing.isInsideRequest()) {
            pace.restart();
            hasAnswered = false;
        }
        byte[] accepted;
        do {
            var arrived = receive();
            if (arrived == null) {
                requireNoRequest();
                return null;
            }
            accepted = accept(arrived);
        } while (accepted.length == 0);
        return accepted;
    }

    /// Ends the connection if its client has closed it in the middle of a request.
    private void requireNoRequest() {
        if (framing.isInsideRequest()) {
            throw new CloseConnectionException("the client closed the connection in the middle of a request");
        }
    }

    private byte @Nullable [] receive() {
        if (framing.isRefused()) {
            return NOTHING; // what follows is not looked at
        }
        begin(State.READING);
        int length = 0;
        try {
            var arrived = context.serverSocket().get();
            length = arrived == null ? 0 : arrived.length;
            used = true;
            return arrived;
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("cannot read from the connection", e);
        } finally {
            pace.waited(System.nanoTime() - lastMoved, length);
            end(State.READING);
        }
    }

    private byte[] accept(byte[] arrived) {
        try {
            return framing.accept(arrived);
        } catch (MalformedRequestException e) {
            refuse(e.getMessage(), arrived.length);
            throw new CloseConnectionException("malformed request", e);
        } finally {
            pace.isInsideRequest(framing.isInsideRequest());
        }
    }

    /// Answers a malformed request, unless its answer has begun.
    private void refuse(String reason, int arrived) {
        REFUSALS.write("A malformed request was refused: " + reason);
        if (hasAnswered) {
            return;
        }
        try {
            writer.writeNow(BufferData.create(RequestRefusal.malformed(reason).response(framing.target())));
            drain(arrived);
        } catch (ServerConnectionException | SocketWriterException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client of a malformed request is gone", e);
        }
    }

    /// Reads on while the client sends without a pause: closing a connection with unread bytes resets it, and the
    /// reset can overtake the answer. [#isLingering] bounds the time.
    private void drain(int arrived) {
        lingering = true;
        int largest = arrived;
        for (int drained = 0, last = arrived; last == largest && last >= FULL_READ && drained < MOST_DRAINED; ) {
            begin(State.READING);
            var more = context.serverSocket().get();
            end(State.READING);
            last = more == null ? 0 : more.length;
            largest = Math.max(largest, last);
            drained += last;
        }
    }

    /// Returns whether the connection ends as soon as its client pauses.
    boolean isLingering() {
        return lingering;
    }

    /// Returns whether the client sends a request too slowly.
    boolean isTooSlow() {
        return state.get() == State.READING && pace.isTooSlow(System.nanoTime() - lastMoved);
    }

    /// Returns whether a part of a request has arrived and the rest has not.
    boolean isInsideRequest() {
        return pace.isInsideRequest();
    }

    static void reportRefusals() {
        REFUSALS.beginSecond();
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

        private void watched(int length, Runnable write) {
            hasAnswered |= length != CONTINUE_BYTES;
            begin(State.WRITING);
            try {
                write.run();
            } finally {
                end(State.WRITING);
            }
        }

        @Override
        public void write(BufferData... buffers) {
            watched(0, () -> writing.write(buffers));
        }

        @Override
        public void write(BufferData buffer) {
            watched(buffer.available(), () -> writing.write(buffer));
        }

        @Override
        public void writeNow(BufferData... buffers) {
            watched(0, () -> writing.writeNow(buffers));
        }

        @Override
        public void writeNow(BufferData buffer) {
            watched(buffer.available(), () -> writing.writeNow(buffer));
        }

        @Override
        public void flush() {
            watched(CONTINUE_BYTES, writing::flush);
        }

        @Override
        public void close() {
            writing.close();
        }
    }
}
