package dev.kindred.server.cli;

import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.wire.WorkQueues;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.time.InstantSource;

/// A running server.
final class KindredServer implements AutoCloseable {

    private final Parts parts = new Parts();
    private final WorkQueues queues;
    private final WebServer web;
    private volatile boolean ready;

    private KindredServer(Configuration settings, InstantSource clock, JobAssembly.Hooks hooks, FileSystem disk) {
        queues = WorkQueues.of(Runtime.getRuntime().availableProcessors(), settings.get(Settings.OVERLOAD_WAIT));
        try {
            var scheduler = Scheduler.system(clock);
            var storage = new StorageAssembly(settings, clock, disk, parts);
            var data = new DataAssembly(settings, scheduler, storage, parts);
            var models = parts.opened(new ModelAssembly(settings, clock, storage, data.streams(), queues.runtime()));
            storage.guard()
                    .sweep(
                            storage.datasetFiles(),
                            models.files(),
                            data.streams(),
                            clock.instant(),
                            settings.get(Settings.QUARANTINE_RETENTION));
            data.streams().recover();
            var jobs = new JobAssembly(settings, scheduler, storage, data, models, hooks, parts);
            var endpoints = new WebAssembly(settings, clock, storage, data, models, jobs, queues, () -> ready);
            web = endpoints.start(parts);
            parts.opened(this::stopWeb);
            parts.opened(endpoints.transitions());
            models.deployments().resume();
            jobs.engine().start();
            ready = true;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /// Starts a server.
    ///
    /// @throws UsageException if the settings do not permit a start
    static KindredServer start(Configuration settings, InstantSource clock) {
        return start(settings, clock, JobAssembly.Hooks.NONE, FileSystems.getDefault());
    }

    /// Starts a server with observers of its jobs.
    ///
    /// @param disk the file system of the data directory: the default one, or a faulty one in tests
    /// @throws UsageException if the settings do not permit a start
    static KindredServer start(Configuration settings, InstantSource clock, JobAssembly.Hooks hooks, FileSystem disk) {
        return new KindredServer(settings, clock, hooks, disk);
    }

    /// Returns the endpoint for clients.
    URI endpoint(Configuration settings) {
        var host = settings.get(Settings.HOST);
        return URI.create("%s://%s:%d"
                .formatted(web.hasTls() ? "https" : "http", host.contains(":") ? "[" + host + "]" : host, web.port()));
    }

    /// The queues in which requests wait.
    WorkQueues queues() {
        return queues;
    }

    /// Returns whether the server accepts requests: from the end of its start to the beginning of its stop.
    boolean isReady() {
        return ready;
    }

    /// Returns whether the server accepts new connections or is stopping.
    boolean isListening(Configuration settings) {
        return !ready || ListenerProbe.isListening(settings.get(Settings.HOST), web.port()) || !ready;
    }

    private void stopWeb() {
        ready = false;
        web.stop();
    }

    /// Completes the requests in progress, leaves unfinished jobs to the next start, and releases the data
    /// directory.
    @Override
    public void close() {
        parts.close();
    }
}
