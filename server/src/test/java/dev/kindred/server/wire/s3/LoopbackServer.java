package dev.kindred.server.wire.s3;

import dev.kindred.server.auth.NoAuthentication;
import dev.kindred.server.auth.Sessions;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.wire.Authentication;
import dev.kindred.server.wire.Capacity;
import dev.kindred.server.wire.LingeringClose;
import dev.kindred.server.wire.RequestMemory;
import dev.kindred.server.wire.WorkQueues;
import dev.kindred.server.wire.query.QueryEndpoint;
import dev.kindred.server.wire.query.QueryService;
import dev.kindred.server.wire.sts.SecurityTokens;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A real server on a free port of the loopback interface: S3 and STS over a folder, and services of a test.
public final class LoopbackServer implements AutoCloseable {

    public static final String ACCOUNT = "000000000000";

    private static final Logger HELIDON = Logger.getLogger("io.helidon"); // a strong reference keeps its level

    static {
        HELIDON.setLevel(Level.WARNING);
    }

    private final WebServer server;
    private final LocalObjectStore store;

    /// @param services additional services of the query protocol
    public LoopbackServer(Path folder, QueryService... services) {
        store = LocalObjectStore.open(folder, InstantSource.system(), ACCOUNT);
        var capacity = new Capacity(new RequestMemory(64 << 20), WorkQueues.of(2, Duration.ofSeconds(1)));
        var sessions = new Sessions(new byte[32]);
        var authentication = new Authentication(new NoAuthentication(ACCOUNT, sessions), "us-east-1");
        var s3 = new S3Endpoint(store, capacity, authentication);
        var sts = new SecurityTokens(sessions, (_, _) -> Optional.empty(), InstantSource.system());
        var query = new QueryEndpoint(
                Stream.concat(Stream.of(sts.service()), Stream.of(services)).toList(), capacity, authentication);
        server = S3HttpSettings.apply(WebServer.builder())
                .addProtocol(S3HttpSettings.http1())
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.any((request, response) -> {
                    try {
                        (QueryEndpoint.accepts(request) ? query : s3).handle(request, response);
                    } catch (CloseConnectionException e) {
                        LingeringClose.of(request);
                        throw e;
                    }
                }))
                .build()
                .start();
    }

    public int port() {
        return server.port();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public LocalObjectStore store() {
        return store;
    }

    /// Returns a client with the SDK's defaults for everything else.
    public S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void close() {
        server.stop();
        store.close();
    }
}
