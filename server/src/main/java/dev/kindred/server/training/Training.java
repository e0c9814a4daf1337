package dev.kindred.server.training;

import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.action.ActionTraining;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.dataset.TrainingFeatureLoader;
import dev.kindred.server.dataset.TrainingFeatures;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.text.TextEmbeddings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Trains models on the data of a dataset group. It seals the streamed records, lists the dataset files in one
/// read of the catalog, and reads everything that the model learns from these files.
public final class Training {

    /// Fixed, so that the same data and settings yield the same model.
    private static final long SEED = 20_190_610;

    /// Shares of the progress. Taste.
    private static final double PREPARED = 0.05;

    /// The shares of the progress at which the texts are encoded and the model is trained. Taste.
    private static final double TEXTS_READ = 0.5;
    private static final double TRAINED = 0.98;

    private final Streams streams;
    private final TrainingFeatureLoader features;
    private final DatasetFileStore models;
    private final ItemMeanings meanings;
    private final Workers workers;
    private final TrainingMinima minima;
    private final InstantSource clock;

    /// A model in its file. Its closing deletes the file unless the catalog lists it.
    ///
    /// @param recipe the selected recipe
    /// @param tuned the hyper-parameters that a search found, by name
    /// @param knownUntil the time of the data
    public record Result(
            DatasetFileStore.Draft draft,
            DatasetFileStore.Published file,
            Trained trained,
            RecipeFacts recipe,
            Map<String, String> tuned,
            long interactions,
            Instant knownUntil)
            implements AutoCloseable {

        @Override
        public void close() {
            draft.close();
        }
    }

    /// The data of a training, and the time at which they were read.
    private record Read<T>(T data, int interactions, Instant at) {}

    public Training(
            Streams streams,
            TrainingFeatureLoader features,
            DatasetFileStore models,
            TextEmbeddings embeddings,
            Workers workers,
            TrainingMinima minima,
            InstantSource clock) {
        this.streams = streams;
        this.features = features;
        this.models = models;
        this.meanings = new ItemMeanings(embeddings);
        this.workers = workers;
        this.minima = minima;
        this.clock = clock;
    }

    /// Trains a model by a plan.
    ///
    /// @param unwanted returns whether to cancel; called several times a second
    /// @throws JobFailure if there is too little data
    /// @throws CancellationException if it was cancelled, or the server stops
    public Result train(TrainingPlan plan, Job job, BooleanSupplier unwanted) throws IOException, JobFailure {
        var progress = new TrainingProgress(job, unwanted);
        var context = new TrainingContext(workers, SEED, progress::reached).part(PREPARED, TRAINED);
        if (plan.isOfActions()) {
            var read = read(plan, progress, (loaded, selected) -> ActionTrainingData.of(plan, loaded, selected));
            var recipe = plan.recipes().getFirst();
            var settings = EngineRecipes.actionsOf(recipe, plan.transformation());
            var trained = ActionTraining.train(settings, read.data(), context);
            var stored = new Trained(trained.model(), trained.metrics(), trained.chosen());
            return written(plan, new TrainedPlan(recipe, stored, Map.of()), read, progress);
        }
        var read = read(
                plan,
                progress,
                (loaded, selected) -> plan.isOfItemsAlone()
                        ? TrainingData.ofItems(plan, loaded, selected)
                        : TrainingData.of(plan, loaded, selected));
        return written(plan, items(plan, read.data(), context), read, progress);
    }

    private TrainedPlan items(TrainingPlan plan, TrainingData data, TrainingContext context)
            throws IOException, JobFailure {
        var texts = meanings.of(plan, data, context.part(0, TEXTS_READ));
        return texts == null
                ? RecipeSearch.train(plan, data.set(), data.objective(), context)
                : RecipeSearch.train(plan, data.set().with(texts), data.objective(), context.part(TEXTS_READ, 1));
    }

    /// Adds the data since its training to a model. Its metrics do not change.
    ///
    /// @param base the record of the model, which was trained by `plan`
    /// @param model the opened model
    /// @param unwanted returns whether to cancel; called several times a second
    /// @throws CancellationException if it was cancelled, or the server stops
    public Result update(TrainingPlan plan, ModelRecord base, UpdatableModel model, Job job, BooleanSupplier unwanted)
            throws IOException {
        var progress = new TrainingProgress(job, unwanted);
        progress.reached("reading the data", 0);
        var at = sealed(plan);
        var loaded = features.load(plan.datasetGroup(), plan.datasets());
        progress.reached("choosing the events", 0.4);
        var selected = loaded.interactions().toLog(plan.events());
        var data = TrainingData.after(model.items(), plan, loaded, selected);
        progress.reached("taking in what is new", 0.6);
        var updated = model.updated(data.set().items(), data.set().interactions(), data.objective());
        var trained = new Trained(updated, base.metrics(), Map.of("updated", "generation " + base.generation()));
        var candidate = new TrainedPlan(plan.recipes().getFirst(), trained, Map.of());
        return written(plan, candidate, new Read<>(data, selected.log().size(), at), progress);
    }

    private interface Reading<T> {
        T of(TrainingFeatures features, SelectedLog selected) throws JobFailure;
    }

    /// Returns the data as the engine takes them. The tables that they are built from are garbage afterwards.
    private <T> Read<T> read(TrainingPlan plan, TrainingProgress progress, Reading<T> reading)
            throws IOException, JobFailure {
        progress.reached("reading the data", 0);
        var at = sealed(plan);
        var loaded = features.load(plan.datasetGroup(), plan.datasets());
        progress.reached("choosing the events", 0.04);
        if (!plan.isOfItemsAlone()) {
            TrainingMinima.requireEventTypes(loaded);
        }
        var selected = loaded.interactions().toLog(plan.events());
        if (!plan.isOfItemsAlone()) {
            minima.requireEnough(plan, selected);
        }
        return new Read<>(reading.of(loaded, selected), selected.log().size(), at);
    }

    /// Seals the streamed records into dataset files. Returns the time after it, in milliseconds, as records on
    /// the wire have it.
    private Instant sealed(TrainingPlan plan) throws IOException {
        streams.sealGroup(plan.datasetGroup());
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Result written(TrainingPlan plan, TrainedPlan candidate, Read<?> read, TrainingProgress progress)
            throws IOException {
        progress.reached(TrainingProgress.WRITING, TRAINED);
        var draft = models.begin(nameOf(plan));
        try {
            candidate.trained().stored().write(draft.path());
            return new Result(
                    draft,
                    draft.publish(),
                    candidate.trained(),
                    candidate.recipe(),
                    candidate.tuned(),
                    read.interactions(),
                    read.at());
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private static String nameOf(TrainingPlan plan) {
        var arn = plan.datasetGroup();
        return String.join(
                "/",
                arn.account(),
                arn.region(),
                arn.rest(),
                plan.recipes().getFirst().name());
    }
}
