package dev.kindred.server.cli;

import dev.kindred.server.console.ConsoleEndpoint;
import dev.kindred.server.operation.TransitionWait;
import dev.kindred.server.view.JobReports;
import dev.kindred.server.view.RunningJobs;
import dev.kindred.server.wire.AllowedHosts;
import dev.kindred.server.wire.ApiEndpoint;
import dev.kindred.server.wire.BoundedConnections;
import dev.kindred.server.wire.CallerRights;
import dev.kindred.server.wire.Capacity;
import dev.kindred.server.wire.Cors;
import dev.kindred.server.wire.DatasetGroupRights;
import dev.kindred.server.wire.Health;
import dev.kindred.server.wire.JobsEndpoint;
import dev.kindred.server.wire.MetricsEndpoint;
import dev.kindred.server.wire.RequestMemory;
import dev.kindred.server.wire.RequestRouter;
import dev.kindred.server.wire.RuntimeFirst;
import dev.kindred.server.wire.WebServerErrors;
import dev.kindred.server.wire.WorkQueues;
import dev.kindred.server.wire.iam.IdentityService;
import dev.kindred.server.wire.query.QueryEndpoint;
import dev.kindred.server.wire.s3.S3Endpoint;
import dev.kindred.server.wire.s3.S3HttpSettings;
import dev.kindred.server.wire.sts.SecurityTokens;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Assembles the endpoints and the web server.
final class WebAssembly {

    /// Request bodies may take a quarter of the heap. Connections take another quarter; models and rows need the
    /// rest.
    private static final int PART_OF_HEAP = 4;

    /// The interval of checks of the TLS files for changes. Taste.
    private static final Duration TLS_INTERVAL = Duration.ofSeconds(2);

    private static final String CONSOLE_SESSIONS = "console-sessions";

    private final Configuration settings;
    private final InstantSource clock;
    private final StorageAssembly storage;
    private final DataAssembly data;
    private final ModelAssembly models;
    private final JobAssembly jobs;
    private final AuthAssembly auth;
    private final TransitionWait transitions;
    private final WorkQueues queues;
    private final BooleanSupplier ready;

    WebAssembly(
            Configuration settings,
            InstantSource clock,
            StorageAssembly storage,
            DataAssembly data,
            ModelAssembly models,
            JobAssembly jobs,
            WorkQueues queues,
            BooleanSupplier ready) {
        this.settings = settings;
        this.clock = clock;
        this.storage = storage;
        this.data = data;
        this.models = models;
        this.jobs = jobs;
        this.queues = queues;
        this.ready = ready;
        this.auth = new AuthAssembly(settings, clock, storage.catalog());
        this.transitions = new TransitionWait(storage.catalog(), settings.get(Settings.TRANSITION_WAIT));
    }

    /// The wait of requests for resources in transition. It is closed before the web server stops, so that
    /// waiting requests get a response.
    TransitionWait transitions() {
        return transitions;
    }

    /// Starts a web server.
    ///
    /// @throws UsageException if the port is in use
    WebServer start(Parts parts) {
        int limit = settings.get(Settings.CONNECTION_LIMIT);
        var connections = parts.opened(new BoundedConnections(
                S3HttpSettings.http1(),
                limit == 0 ? ConnectionLimit.ofThisProcess() : limit,
                new BoundedConnections.Patience(
                        settings.get(Settings.CONNECTION_PATIENCE),
                        settings.get(Settings.REQUEST_PATIENCE),
                        settings.get(Settings.REQUEST_RATE))));
        var tls = TlsFiles.of(settings);
        var builder = S3HttpSettings.apply(connections.apply(WebServer.builder()));
        if (tls != null) {
            parts.opened(tls);
            builder.tls(tls.tls());
        }
        var web = builder.directHandlers(WebServerErrors.handlers())
                .host(settings.get(Settings.HOST))
                .port(settings.get(Settings.PORT))
                .shutdownHook(false)
                .shutdownGracePeriod(settings.get(Settings.SHUTDOWN_PATIENCE))
                .routing(HttpRouting.builder().any(router()))
                .build();
        requireFreePort();
        web.start();
        if (!web.isRunning()) { // the web server logs a failed start instead of throwing an exception
            throw portTaken("see the log");
        }
        if (tls != null) {
            tls.watch(web, TLS_INTERVAL);
        }
        return web;
    }

    private RequestRouter router() {
        var authentication = auth.authentication();
        var capacity = new Capacity(requestMemory(), queues);
        var cors = new Cors(settings.get(Settings.CORS_ORIGINS), S3Endpoint.RESERVED_BUCKET_NAMES, authentication);
        var operations = OperationRegistry.all(
                ServiceContexts.of(settings, clock, storage.catalog()),
                data.streams(),
                models.recommendations(),
                models.actionRecommendations());
        var api = new ApiEndpoint(
                operations,
                transitions,
                capacity,
                authentication,
                new CallerRights(cors, DatasetGroupRights.of(storage.catalog(), operations)));
        return new RequestRouter(
                api,
                new JobsEndpoint(storage.catalog(), jobs.engine(), authentication),
                new MetricsEndpoint(jobs.metrics().telemetry(), authentication),
                QueryEndpoint::accepts,
                queryServices(capacity),
                new S3Endpoint(storage.localObjects(), capacity, authentication),
                ConsoleEndpoint::accepts,
                console(api),
                new AllowedHosts(settings.get(Settings.HOST), settings.get(Settings.ALLOWED_HOSTS)),
                cors,
                authentication,
                new RuntimeFirst(queues.runtime(), Runtime.getRuntime().availableProcessors()),
                this::health);
    }

    private ConsoleEndpoint console(ApiEndpoint api) {
        return ConsoleEndpoint.of(
                api.local(),
                new RunningJobs(jobs.engine()),
                new JobReports(storage.catalog()),
                auth.authentication().authenticator(),
                storage.catalog().secret(CONSOLE_SESSIONS),
                settings.get(Settings.REGION),
                clock);
    }

    private RequestMemory requestMemory() {
        long limit = settings.get(Settings.REQUEST_MEMORY);
        return new RequestMemory(limit == 0 ? Runtime.getRuntime().maxMemory() / PART_OF_HEAP : limit);
    }

    private Health health() {
        var losses = data.streams().counts().lost().entrySet().stream()
                .map(lost ->
                        "The log of %s was damaged: the records of at least %d acknowledged requests are lost. The server's log names the file."
                                .formatted(lost.getKey(), lost.getValue()))
                .toList();
        return new Health(troubles(), losses);
    }

    private List<String> troubles() {
        if (!ready.getAsBoolean()) {
            return List.of("stopping");
        }
        var troubles = new ArrayList<String>();
        storage.catalog()
                .findWriteTrouble()
                .ifPresent(
                        reason -> troubles.add("The catalog cannot be written, so changes and jobs fail: " + reason));
        data.streams()
                .findWriteTrouble()
                .ifPresent(reason -> troubles.add("Streamed records cannot be written and are refused: " + reason));
        return troubles;
    }

    private QueryEndpoint queryServices(Capacity capacity) {
        var catalog = storage.catalog();
        var tokens = new SecurityTokens(
                auth.sessions(),
                (scope, role) -> catalog.read(view -> view.iam(scope).findRole(role)),
                clock);
        return new QueryEndpoint(
                List.of(tokens.service(), IdentityService.over(catalog, clock)), capacity, auth.authentication());
    }

    /// Checks the port before the web server does, which would log a failure with a stack trace.
    private void requireFreePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.get(Settings.HOST), settings.get(Settings.PORT)));
        } catch (IOException e) {
            throw portTaken(e.getMessage());
        }
    }

    private UsageException portTaken(@Nullable String reason) {
        return new UsageException(
                "Port %d on %s cannot be taken (%s): stop what listens there, or choose another with --port."
                        .formatted(settings.get(Settings.PORT), settings.get(Settings.HOST), reason));
    }
}
