package dev.kindred.server.wire;

import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// HTTP/1.1 connections, bounded by file descriptors and memory.
///
/// The web server accepts no connection beyond the bound. When the bound is reached, idle connections are closed:
/// connections without any request first, then those idle for the longest time. A connection whose client stalls
/// in the middle of a request or does not read its response is closed after a timeout. Stalled clients therefore
/// cannot occupy all connections permanently.
public final class BoundedConnections implements ServerConnectionSelector, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BoundedConnections.class.getName());

    /// The longest time between two checks, in milliseconds. Taste.
    private static final long LONGEST_INTERVAL = 1_000;

    /// The shortest time between two checks, in milliseconds. Taste.
    private static final long SHORTEST_INTERVAL = 50;

    private final ServerConnectionSelector http;
    private final int limit;
    private final Patience patience;
    private final int longestLine;
    private final int largestHeaders;
    private final ReentrantLock makingRoom = new ReentrantLock();
    private final Set<TrackedConnection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("connection-check").daemon().factory());

    /// How long the server waits for clients.
    ///
    /// @param stall the maximum time a connection can stall in the middle of a request or an answer
    /// @param request the maximum time for a request to arrive, see [RequestPace]
    /// @param bytesPerSecond the bytes for which a request may take a second more
    public record Patience(Duration stall, Duration request, int bytesPerSecond) {

        /// Returns the milliseconds between two checks: a fraction of the shorter patience.
        private long checkInterval() {
            return Math.clamp(Math.min(stall.toMillis(), request.toMillis()) / 8, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        }
    }

    /// @param limit the maximum number of simultaneous connections
    public BoundedConnections(Http1Config http, int limit, Patience patience) {
        this.longestLine = http.maxPrologueLength();
        this.largestHeaders = http.maxHeadersSize();
        this.http = Http1ConnectionSelector.builder().config(http).build();
        this.limit = limit;
        this.patience = patience;
        long interval = patience.checkInterval();
        var _ = checker.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
    }

    /// Configures a server to use only these connections.
    public WebServerConfig.Builder apply(WebServerConfig.Builder server) {
        return server.maxTcpConnections(limit)
                .protocolsDiscoverServices(false) // prevents the server's own connection selectors
                .addConnectionSelector(this);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var watched = new WatchedContext(
                context,
                new RequestFraming(longestLine, largestHeaders),
                new RequestPace(patience.request(), patience.bytesPerSecond()));
        return new TrackedConnection(http.connection(watched), watched);
    }

    private void check() {
        try {
            for (var connection : open) {
                if (connection.standsStillFor().compareTo(patience.stall()) > 0
                        || connection.context.isTooSlow()
                        || connection.context.isLingering()) {
                    connection.context.closeIfWaiting();
                }
            }
            WatchedContext.reportRefusals();
            makeRoom();
        } catch (RuntimeException e) { // an exception would cancel all later checks
            LOG.log(WARNING, "Connections could not be checked; trying again", e);
        }
    }

    /// Closes idle connections if no other connection can be accepted. Closes one in a hundred at a time, so that a
    /// flood of connections does not scan all of them for each new one.
    private void makeRoom() {
        if (open.size() >= limit && makingRoom.tryLock()) {
            try {
                closeSomeIdle();
            } finally {
                makingRoom.unlock();
            }
        }
    }

    private void closeSomeIdle() {
        open.stream()
                .filter(TrackedConnection::isIdle)
                .map(connection ->
                        new Candidate(connection, connection.context.hasBeenUsed(), connection.context.lastMoved()))
                .sorted(Comparator.comparing(Candidate::isUsed).thenComparingLong(Candidate::since))
                .limit(limit / 100 + 1)
                .forEach(candidate -> candidate.connection().closeIfIdle());
    }

    private record Candidate(TrackedConnection connection, boolean isUsed, long since) {}

    @Override
    public void close() {
        checker.shutdownNow();
    }

    private final class TrackedConnection implements ServerConnection, InterruptableTask<Void> {

        private final ServerConnection connection;
        private final WatchedContext context;

        TrackedConnection(ServerConnection connection, WatchedContext context) {
            this.connection = connection;
            this.context = context;
        }

        @Override
        public void handle(Limit requests) throws InterruptedException {
            open.add(this);
            try {
                makeRoom();
                connection.handle(requests);
            } finally {
                open.remove(this);
            }
        }

        @Override
        public void run() {
            throw new IllegalStateException("a connection is handled, not run");
        }

        /// Returns whether the connection waits for a request.
        boolean isIdle() {
            return canInterrupt() && context.isReading() && !context.isInsideRequest();
        }

        void closeIfIdle() {
            if (isIdle()) {
                context.closeIfReading();
            }
        }

        /// Returns for how long the connection has waited for its client in the middle of a request.
        Duration standsStillFor() {
            return canInterrupt() && !context.isInsideRequest() ? Duration.ZERO : context.standsStillFor();
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
