package dev.kindred.server.cli;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.dataset.AttributeTables;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.dataset.TrainingFeatureLoader;
import dev.kindred.server.dataset.table.AttributeLoader;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.deployment.ModelFiles;
import dev.kindred.server.deployment.ModelLoader;
import dev.kindred.server.scheduler.LowPriority;
import dev.kindred.server.serving.ActionRecommendations;
import dev.kindred.server.serving.Recommendations;
import dev.kindred.server.serving.ServedModelLookup;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.DerivedFiles;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.task.Segmenter;
import dev.kindred.server.text.SentenceModel;
import dev.kindred.server.text.TextEmbeddings;
import dev.kindred.server.training.Training;
import dev.kindred.server.training.TrainingMinima;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Assembles training and the serving of models.
final class ModelAssembly implements AutoCloseable {

    private final DatasetFileStore files;
    private final ExecutorService trainers;
    private final Workers workers;
    private final Snapshots snapshots;
    private final LiveDatasetGroups groups;
    private final ModelLoader loader;
    private final Deployments deployments;
    private final TextEmbeddings embeddings;
    private final Training training;
    private final Segmenter segmenter;
    private final Recommendations recommendations;
    private final ActionRecommendations actionRecommendations;
    private final ChangeFeed.Following removals;

    /// @param queue the queue of requests for recommendations
    ModelAssembly(
            Configuration settings, InstantSource clock, StorageAssembly storage, Streams streams, FairQueue queue) {
        var directory = storage.directory();
        var catalog = storage.catalog();
        var datasetFiles = storage.datasetFiles();
        files = DatasetFileStore.open(directory.models(), ".kindred", catalog::revision);
        int threads = threads(settings);
        long memory = settings.get(Settings.SNAPSHOT_MEMORY);
        var tables = new AttributeLoader(datasetFiles, memory, threads);
        snapshots = new Snapshots(catalog, datasetFiles, DerivedFiles.open(directory.snapshots()), memory, threads);
        groups = new LiveDatasetGroups(catalog, snapshots, streams, new AttributeTables(catalog, streams, tables));
        loader = new ModelLoader(catalog, new ModelFiles(files), groups);
        deployments = Deployments.following(catalog, loader);
        trainers =
                Executors.newFixedThreadPool(threads, LowPriority.threads("train-", settings.get(Settings.JOB_NICE)));
        workers = new Workers(trainers, threads);
        embeddings = new TextEmbeddings(DerivedFiles.open(directory.texts()), new SentenceModel());
        segmenter = new Segmenter(loader, streams, snapshots, groups, workers);
        training = new Training(
                streams,
                new TrainingFeatureLoader(catalog, snapshots, tables),
                files,
                embeddings,
                workers,
                new TrainingMinima(
                        settings.get(Settings.TRAIN_MINIMUM_INTERACTIONS),
                        settings.get(Settings.TRAIN_MINIMUM_USERS),
                        0.01),
                clock);
        var sources = new ServedModelLookup(catalog, deployments::find);
        recommendations = new Recommendations(sources, queue, clock);
        actionRecommendations = new ActionRecommendations(sources, queue, recommendations.counts(), clock);
        removals = catalog.feed().follow("removed-texts", new RemovedTexts(catalog, embeddings));
    }

    private static int threads(Configuration settings) {
        int threads = settings.get(Settings.TRAIN_THREADS);
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    DatasetFileStore files() {
        return files;
    }

    ModelLoader loader() {
        return loader;
    }

    Deployments deployments() {
        return deployments;
    }

    Training training() {
        return training;
    }

    LiveDatasetGroups groups() {
        return groups;
    }

    TextEmbeddings embeddings() {
        return embeddings;
    }

    Segmenter segmenter() {
        return segmenter;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /// The worker threads for training and batch jobs.
    Workers workers() {
        return workers;
    }

    Recommendations recommendations() {
        return recommendations;
    }

    ActionRecommendations actionRecommendations() {
        return actionRecommendations;
    }

    @Override
    public void close() {
        removals.close();
        deployments.close();
        groups.close();
        trainers.shutdownNow();
    }
}
