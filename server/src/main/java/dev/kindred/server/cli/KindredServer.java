package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.attribution.Attributions;
import dev.kindred.server.attribution.ImportedAmounts;
import dev.kindred.server.attribution.LiveCounts;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogIdentity;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.ingest.CsvExport;
import dev.kindred.server.ingest.CsvImport;
import dev.kindred.server.ingest.DuplicateRows;
import dev.kindred.server.ingest.ImportRules;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.TransitionWait;
import dev.kindred.server.schema.SchemaQuotas;
import dev.kindred.server.schema.SchemaRules;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.RemoteObjectStore;
import dev.kindred.server.storage.RemoteSettings;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.task.AutoTrain;
import dev.kindred.server.task.AutoUpdate;
import dev.kindred.server.task.BatchFiles;
import dev.kindred.server.task.Delete;
import dev.kindred.server.task.DeployCampaign;
import dev.kindred.server.task.ExportDataset;
import dev.kindred.server.task.ImportAttribution;
import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.IncrementalUpdate;
import dev.kindred.server.task.NewData;
import dev.kindred.server.task.RemoveUsers;
import dev.kindred.server.task.ReportAttribution;
import dev.kindred.server.task.RowImport;
import dev.kindred.server.task.RunBatchInference;
import dev.kindred.server.task.RunBatchSegment;
import dev.kindred.server.task.StartOrStopRecommender;
import dev.kindred.server.task.TrainRecommender;
import dev.kindred.server.task.TrainSolutionVersion;
import dev.kindred.server.task.UpdateModel;
import dev.kindred.server.task.UserLists;
import dev.kindred.server.telemetry.Telemetry;
import dev.kindred.server.theme.LanguageModel;
import dev.kindred.server.theme.ModelEndpoint;
import dev.kindred.server.wire.ApiEndpoint;
import dev.kindred.server.wire.BoundedConnections;
import dev.kindred.server.wire.Cors;
import dev.kindred.server.wire.JobsEndpoint;
import dev.kindred.server.wire.MetricsEndpoint;
import dev.kindred.server.wire.RequestRouter;
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
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A running server: everything it is made of, put together by hand, and taken apart in the opposite order.
final class KindredServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KindredServer.class.getName());

    /// Longer than a pause for garbage collection; no job waits for it as long as there is one node.
    private static final Duration JOB_LEASE = Duration.ofMinutes(1);

    private static final int SMALLEST_SLAB = 1 << 18;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final WebServer web;
    private volatile boolean ready;

    private KindredServer(
            Configuration settings, InstantSource clock, ImportDataset.Milestones milestones, JobEngine.Watch watch) {
        try {
            var directory = opened(DataDirectory.open(settings.get(Settings.DATA_DIR)));
            var guard = opened(CatalogGuard.open(directory));
            var catalog = guard.catalog();
            var local = opened(LocalObjectStore.open(directory.objects(), clock));
            var objects = objectsOf(settings, local);
            var datasetFiles = DatasetFileStore.open(directory.datasetFiles(), ".parquet", catalog::revision);
            var streams = opened(Streams.open(
                    directory.streams(),
                    catalog,
                    datasetFiles,
                    settings.get(Settings.STREAM_LOG),
                    Streams.Milestones.UNWATCHED,
                    clock));
            var workers = Executors.newFixedThreadPool(
                    threads(settings),
                    Thread.ofPlatform().name("import-", 0).daemon().factory());
            parts.push(workers::shutdownNow);
            var models = opened(new ModelAssembly(settings, clock, directory, catalog, datasetFiles, streams));
            guard.sweep(datasetFiles, models.files(), streams);
            var counts = new LiveCounts();
            var attributions = opened(new Attributions(catalog, streams, models.groups(), counts, clock));
            var csv = new CsvImport(rules(settings), workers, threads(settings), slabBytes(settings));
            var tasks = List.of(
                    new Delete(catalog, datasetFiles, models.files(), streams, clock),
                    new StartOrStopRecommender(catalog, models.deployments(), clock),
                    new AutoTrain(
                            catalog,
                            NewData.importedOrStreamed(streams),
                            settings.get(Settings.FIRST_TRAINING_DELAY),
                            clock),
                    new TrainSolutionVersion(catalog, models.training(), new ModelFiles(models.files()), clock),
                    new AutoUpdate(
                            catalog, NewData.orItems(streams), settings.get(Settings.AUTO_UPDATE_INTERVAL), clock),
                    new UpdateModel(catalog, models.training(), models.deployments(), models.files()),
                    new DeployCampaign(
                            catalog, models.deployments(), settings.get(Settings.AUTO_UPDATE_INTERVAL), clock),
                    new IncrementalUpdate(
                            catalog,
                            models.groups(),
                            models.embeddings(),
                            models.deployments(),
                            models.files(),
                            models.workers(),
                            settings.get(Settings.INCREMENTAL_UPDATE_INTERVAL),
                            clock),
                    new RunBatchInference(
                            catalog,
                            models.loader(),
                            models.recommendations(),
                            new BatchFiles(objects, datasetFiles.drafts(), models.workers()),
                            new RunBatchInference.Themes(
                                    models.embeddings(), models.workers(), languageModel(settings)),
                            clock),
                    new RunBatchSegment(
                            catalog,
                            models.segmenter(),
                            new BatchFiles(objects, datasetFiles.drafts(), models.workers()),
                            clock),
                    new RemoveUsers(
                            catalog,
                            datasetFiles,
                            streams,
                            models.snapshots(),
                            new UserLists(objects, csv),
                            new RemoveUsers.Bounds(settings.get(Settings.IMPORT_MEMORY), threads(settings)),
                            clock),
                    new ExportDataset(
                            catalog,
                            objects,
                            datasetFiles,
                            streams,
                            new CsvExport(
                                    datasetFiles.drafts(), settings.get(Settings.IMPORT_MEMORY), threads(settings)),
                            clock),
                    new TrainRecommender(
                            catalog,
                            models.training(),
                            models.loader(),
                            models.deployments(),
                            models.files(),
                            settings.get(Settings.AUTO_UPDATE_INTERVAL),
                            clock),
                    new ImportDataset(
                            catalog,
                            datasetFiles,
                            new RowImport(
                                    catalog,
                                    objects,
                                    datasetFiles,
                                    csv,
                                    new DuplicateRows(
                                            datasetFiles.drafts(),
                                            settings.get(Settings.IMPORT_MEMORY),
                                            threads(settings)),
                                    milestones,
                                    clock),
                            streams,
                            new ImportAttribution(
                                    catalog,
                                    objects,
                                    datasetFiles,
                                    streams,
                                    attributions,
                                    new ImportedAmounts.Bounds(
                                            datasetFiles.drafts(),
                                            settings.get(Settings.IMPORT_MEMORY),
                                            threads(settings)),
                                    clock),
                            milestones,
                            clock),
                    new ReportAttribution(
                            catalog, attributions, objects, settings.get(Settings.ATTRIBUTION_INTERVAL), clock));
            var figures = new MetricsBinding(clock);
            var engine = opened(
                    new JobEngine(catalog, tasks, engineSettings(settings, catalog), figures.watching(watch), clock));
            figures.show(engine, streams, models.recommendations(), counts);
            var transitions = new TransitionWait(catalog, settings.get(Settings.TRANSITION_WAIT));
            web = web(
                    settings,
                    door(settings, clock, catalog, transitions, engine, streams, models, local, figures.telemetry()));
            start(settings);
            parts.push(this::stopWeb);
            opened(transitions); // closed first: requests that wait are answered before the server stops
            models.deployments().resume();
            engine.start();
            ready = true;
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
    }

    /// Starts a server.
    ///
    /// @throws UsageException if its settings stand in the way
    static KindredServer start(Configuration settings, InstantSource clock) {
        return start(settings, clock, ImportDataset.Milestones.UNWATCHED, JobEngine.Watch.NONE);
    }

    /// Starts a server whose imports tell `milestones` what they have done, and whose jobs tell `watch` how far
    /// they are.
    static KindredServer start(
            Configuration settings, InstantSource clock, ImportDataset.Milestones milestones, JobEngine.Watch watch) {
        return new KindredServer(settings, clock, milestones, watch);
    }

    /// The address that clients take as their endpoint.
    URI endpoint(Configuration settings) {
        var host = settings.get(Settings.HOST);
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, web.port()));
    }

    /// Whether it answers requests: until it begins to stop.
    boolean isReady() {
        return ready;
    }

    /// Whether new connections can come in, or the server stops.
    boolean isListening(Configuration settings) {
        return !ready || ListenerProbe.isListening(settings.get(Settings.HOST), web.port()) || !ready;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private ObjectStore objectsOf(Configuration settings, LocalObjectStore local) {
        var endpoint = settings.get(Settings.S3_ENDPOINT);
        if (endpoint.equals("embedded")) {
            return local;
        }
        boolean amazon = endpoint.equals("aws");
        return opened(RemoteObjectStore.open(new RemoteSettings(
                amazon ? null : URI.create(endpoint),
                settings.get(Settings.S3_REGION),
                !amazon && settings.get(Settings.S3_PATH_STYLE))));
    }

    private @Nullable LanguageModel languageModel(Configuration settings) {
        var endpoint = settings.get(Settings.THEME_ENDPOINT);
        if (endpoint.equals(Settings.NONE)) {
            return null;
        }
        return opened(new LanguageModel(new ModelEndpoint(
                URI.create(endpoint),
                settings.get(Settings.THEME_MODEL),
                settings.themeKey(),
                settings.get(Settings.THEME_TIMEOUT))));
    }

    private static int threads(Configuration settings) {
        int threads = settings.get(Settings.IMPORT_THREADS);
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /// How much of a file a thread takes at a time: as much as is fastest, or less where all imports
    /// together would not fit into the heap. Parsing and encoding a slab was seen to take up to eight
    /// times its size, and a third of the heap may go there.
    private static int slabBytes(Configuration settings) {
        int slabs = settings.get(Settings.JOB_WORKERS) * (threads(settings) + 1);
        long fits = Runtime.getRuntime().maxMemory() / 24 / slabs;
        return Math.clamp(fits, SMALLEST_SLAB, CsvImport.SLAB_BYTES);
    }

    private static ImportRules rules(Configuration settings) {
        return ImportRules.STANDARD.withMinimumRows(settings.get(Settings.IMPORT_MINIMUM_RECORDS));
    }

    private static JobEngine.Settings engineSettings(Configuration settings, Catalog catalog) {
        var identity =
                catalog.<Optional<CatalogIdentity>>read(view -> view.identity().find());
        return new JobEngine.Settings(
                settings.get(Settings.JOB_WORKERS),
                settings.get(Settings.JOB_ATTEMPTS),
                settings.get(Settings.JOB_RETRY_DELAY),
                settings.get(Settings.SHUTDOWN_PATIENCE),
                identity.orElseThrow().id().toString(),
                JOB_LEASE);
    }

    private RequestRouter door(
            Configuration settings,
            InstantSource clock,
            Catalog catalog,
            TransitionWait transitions,
            JobEngine engine,
            Streams streams,
            ModelAssembly models,
            LocalObjectStore local,
            Telemetry telemetry) {
        var account = settings.get(Settings.ACCOUNT_ID);
        var region = settings.get(Settings.REGION);
        return new RequestRouter(
                new ApiEndpoint(
                        OperationRegistry.all(
                                context(settings, clock, catalog),
                                streams,
                                models.recommendations(),
                                models.actionRecommendations()),
                        transitions,
                        account,
                        region),
                new JobsEndpoint(catalog, engine, account, region),
                new MetricsEndpoint(telemetry),
                QueryEndpoint::accepts,
                queryServices(catalog, account, region, clock),
                new S3Endpoint(local, account),
                new Cors(settings.get(Settings.CORS_ORIGINS), S3Endpoint.RESERVED_BUCKET_NAMES),
                () -> troubles(catalog, streams));
    }

    private List<String> troubles(Catalog catalog, Streams streams) {
        if (!ready) {
            return List.of("stopping");
        }
        var troubles = new ArrayList<String>();
        catalog.findWriteTrouble()
                .ifPresent(
                        reason -> troubles.add("The catalog cannot be written, so changes and jobs fail: " + reason));
        streams.findWriteTrouble()
                .ifPresent(reason -> troubles.add("Streamed records cannot be written and are refused: " + reason));
        return troubles;
    }

    private static QueryEndpoint queryServices(Catalog catalog, String account, String region, InstantSource clock) {
        var tokens = new SecurityTokens(
                account, (scope, role) -> catalog.read(view -> view.iam(scope).findRole(role)), clock);
        return new QueryEndpoint(List.of(tokens.service(), IdentityService.over(catalog, account, clock)), region);
    }

    static ServiceContext context(Configuration settings, InstantSource clock, Catalog catalog) {
        return new ServiceContext(
                catalog,
                catalog.paging(),
                clock,
                quotas(settings),
                new SchemaRules(schemaQuotas(settings)),
                settings.get(Settings.DELETE_DELAY),
                settings.get(Settings.FIRST_TRAINING_DELAY));
    }

    private static Quotas quotas(Configuration settings) {
        return new Quotas(
                settings.get(Settings.QUOTA_SCHEMAS),
                settings.get(Settings.QUOTA_DATASET_GROUPS),
                settings.get(Settings.QUOTA_PENDING_IMPORT_JOBS),
                settings.get(Settings.QUOTA_PENDING_SOLUTION_VERSIONS),
                settings.get(Settings.QUOTA_PENDING_BATCH_JOBS),
                settings.get(Settings.QUOTA_RECOMMENDERS),
                settings.get(Settings.QUOTA_TAGS),
                new Quotas.PerGroup(
                        settings.get(Settings.QUOTA_GROUP_SOLUTIONS),
                        settings.get(Settings.QUOTA_GROUP_CAMPAIGNS),
                        settings.get(Settings.QUOTA_GROUP_RECOMMENDERS),
                        settings.get(Settings.QUOTA_GROUP_FILTERS),
                        settings.get(Settings.QUOTA_GROUP_FILTER_FIELDS),
                        settings.get(Settings.QUOTA_FILTER_FIELDS)));
    }

    static SchemaQuotas schemaQuotas(Configuration settings) {
        var amazon = SchemaQuotas.AMAZON;
        return new SchemaQuotas(
                settings.get(Settings.QUOTA_INTERACTION_COLUMNS),
                settings.get(Settings.QUOTA_ITEM_COLUMNS),
                settings.get(Settings.QUOTA_USER_COLUMNS),
                amazon.actionMetadata(),
                amazon.actionInteractionMetadata(),
                amazon.itemTextual());
    }

    private WebServer web(Configuration settings, RequestRouter door) {
        int limit = settings.get(Settings.CONNECTION_LIMIT);
        var connections = opened(new BoundedConnections(
                S3HttpSettings.http1(),
                limit == 0 ? ConnectionLimit.ofThisProcess() : limit,
                settings.get(Settings.CONNECTION_PATIENCE)));
        return S3HttpSettings.apply(connections.apply(WebServer.builder()))
                .host(settings.get(Settings.HOST))
                .port(settings.get(Settings.PORT))
                .shutdownHook(false)
                .shutdownGracePeriod(settings.get(Settings.SHUTDOWN_PATIENCE))
                .routing(HttpRouting.builder().any(door))
                .build();
    }

    private void start(Configuration settings) {
        requireFreePort(settings);
        web.start();
        if (!web.isRunning()) { // the web server logs that it could not start, and throws nothing
            throw portTaken(settings, "the log tells why");
        }
    }

    /// Tries the port before the web server does, which would tell of a failure with a stack trace.
    private static void requireFreePort(Configuration settings) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.get(Settings.HOST), settings.get(Settings.PORT)));
        } catch (IOException e) {
            throw portTaken(settings, e.getMessage());
        }
    }

    private static UsageException portTaken(Configuration settings, @Nullable String reason) {
        return new UsageException(
                "Port %d on %s cannot be taken (%s): stop what listens there, or choose another with --port."
                        .formatted(settings.get(Settings.PORT), settings.get(Settings.HOST), reason));
    }

    private void stopWeb() {
        ready = false;
        web.stop();
    }

    /// Finishes what is being answered, leaves jobs to be taken up at the next start, and lets go of the data
    /// directory.
    @Override
    public void close() {
        closeAll();
    }

    private void closeAll() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(WARNING, "A part of the server did not close well", e);
            }
        }
    }
}
