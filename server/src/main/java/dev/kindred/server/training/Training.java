package dev.kindred.server.training;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.action.ActionTraining;
import dev.kindred.engine.recipe.search.ParameterRange;
import dev.kindred.engine.recipe.search.Search;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.dataset.LiveDatasetGroups;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.schema.ReservedKeywords;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Snapshot;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.text.TextEmbeddings;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Makes models of a dataset group's data, as it is when the training begins: imported and streamed, with the
/// metadata in force.
public final class Training {

    private static final String WRITING = "writing the model";
    private static final System.Logger LOG = System.getLogger(Training.class.getName());
    private static final long SEED = 20_190_610;
    private static final double PREPARED = 0.05;
    private static final double TEXTS_READ = 0.5;
    private static final double TRAINED = 0.98;

    private final Streams streams;
    private final Snapshots snapshots;
    private final LiveDatasetGroups groups;
    private final DatasetFileStore models;
    private final ItemMeanings meanings;
    private final Workers workers;
    private final Minima minima;
    private final InstantSource clock;

    /// The least data that is trained on.
    ///
    /// @param interactions that are left after the choice of events
    /// @param usersWithTwo users with two interactions or more
    /// @param shareOfUsersWithTwo the share they must have among all users, from 0 to 1
    /// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Endpoints and quotas</a>
    public record Minima(int interactions, int usersWithTwo, double shareOfUsersWithTwo) {}

    /// A model in its file, which is gone when this is closed unless the catalog names it by then.
    ///
    /// @param recipe the recipe that was chosen
    /// @param tuned what a search found, by the parameters' names
    /// @param knownUntil when the data were read
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

    public Training(
            Streams streams,
            Snapshots snapshots,
            LiveDatasetGroups groups,
            DatasetFileStore models,
            TextEmbeddings embeddings,
            Workers workers,
            Minima minima,
            InstantSource clock) {
        this.streams = streams;
        this.snapshots = snapshots;
        this.groups = groups;
        this.models = models;
        this.meanings = new ItemMeanings(embeddings);
        this.workers = workers;
        this.minima = minima;
        this.clock = clock;
    }

    /// Trains as `plan` says.
    ///
    /// @param unwanted asked now and then: whether to give up
    /// @throws JobFailure if there is too little data
    /// @throws CancellationException if it was given up, or the server stops
    public Result train(TrainingPlan plan, Job job, BooleanSupplier unwanted) throws IOException, JobFailure {
        var pulse = new TrainingProgress(job, unwanted);
        pulse.reached("reading the data", 0);
        streams.sealGroup(plan.datasetGroup());
        var read = now(); // after the sealing, whose segments would else be taken for new
        var snapshot = snapshots.current(plan.datasetGroup());
        pulse.reached("choosing the events", 0.03);
        if (!itemsAlone(plan)) {
            requireEventTypes(plan, snapshot);
        }
        var selected = snapshot.toLog(plan.events());
        if (!itemsAlone(plan)) {
            requireEnough(plan, selected);
        }
        pulse.reached("reading items and users", 0.04);
        var group = groups.of(plan.datasetGroup());
        var context = new TrainingContext(workers, SEED, pulse::reached).part(PREPARED, TRAINED);
        var candidate = plan.isOfActions()
                ? actions(plan, snapshot, selected, group, context)
                : items(plan, snapshot, selected, group, context);
        pulse.reached(WRITING, TRAINED);
        return written(plan, candidate, selected.log().size(), read);
    }

    /// Lets a model take in what has come since its training, without a new one. Its metrics stay what they were.
    ///
    /// @param base the record of the model that was trained as `plan` says
    /// @param model that model, opened
    /// @param unwanted asked now and then: whether to give up
    /// @throws CancellationException if it was given up, or the server stops
    public Result update(TrainingPlan plan, ModelRecord base, UpdatableModel model, Job job, BooleanSupplier unwanted)
            throws IOException {
        var pulse = new TrainingProgress(job, unwanted);
        pulse.reached("reading the data", 0);
        streams.sealGroup(plan.datasetGroup());
        var read = now(); // after the sealing, whose segments would else be taken for new
        var snapshot = snapshots.current(plan.datasetGroup());
        pulse.reached("choosing the events", 0.3);
        var selected = snapshot.toLog(plan.events());
        pulse.reached("reading items", 0.4);
        var data = TrainingData.after(model.items(), plan, snapshot, selected, groups.of(plan.datasetGroup()));
        pulse.reached("taking in what is new", 0.6);
        var updated = model.updated(data.set().items(), data.set().interactions(), data.objective());
        pulse.reached(WRITING, 0.7);
        var trained = new Trained(updated, base.metrics(), Map.of("updated", "generation " + base.generation()));
        var candidate = new Candidate(plan.recipes().getFirst(), trained, Map.of());
        return written(plan, candidate, selected.log().size(), read);
    }

    private Result written(TrainingPlan plan, Candidate candidate, long interactions, Instant knownUntil)
            throws IOException {
        var draft = models.begin(nameOf(plan));
        try {
            candidate.trained().stored().write(draft.path());
            return new Result(
                    draft,
                    draft.publish(),
                    candidate.trained(),
                    candidate.recipe(),
                    candidate.tuned(),
                    interactions,
                    knownUntil);
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private Candidate items(
            TrainingPlan plan, Snapshot snapshot, SelectedLog selected, LiveDatasetGroup group, TrainingContext context)
            throws IOException, JobFailure {
        var data = itemsAlone(plan)
                ? TrainingData.ofItems(plan, snapshot, selected, group)
                : TrainingData.of(plan, snapshot, selected, group);
        var texts = meanings.of(plan, data, group, context.part(0, TEXTS_READ));
        var set = texts == null ? data.set() : data.set().with(texts);
        return best(plan, set, data.objective(), context.part(texts == null ? 0 : TEXTS_READ, 1));
    }

    /// The time as records carry it: the wire shows milliseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean itemsAlone(TrainingPlan plan) {
        return plan.recipes().getFirst().can(RecipeAbility.ITEMS_ALONE);
    }

    private Candidate actions(
            TrainingPlan plan, Snapshot snapshot, SelectedLog selected, LiveDatasetGroup group, TrainingContext context)
            throws IOException, JobFailure {
        var events = snapshots.current(plan.datasetGroup(), DatasetType.ACTION_INTERACTIONS);
        var set = ActionTrainingData.of(events, snapshot, selected, group, Columns.excluded(plan.columns(), "USERS"));
        if (set.actions().size() == 0) {
            throw new JobFailure(
                    "Create failed. There is no action to recommend: import an Actions dataset, or put actions into it.");
        }
        var recipe = plan.recipes().getFirst();
        var trained = ActionTraining.train(EngineRecipes.actionsOf(recipe, plan.transformation()), set, context);
        return new Candidate(recipe, new Trained(trained.model(), trained.metrics(), trained.chosen()), Map.of());
    }

    private record Candidate(RecipeFacts recipe, Trained trained, Map<String, String> tuned) {}

    /// Chooses the recipe where there are several, then its parameters where they are searched for, and
    /// trains.
    private static Candidate best(
            TrainingPlan plan, TrainingSet set, @Nullable Objective objective, TrainingContext context) {
        int searches = (plan.recipes().size() > 1 ? 1 : 0) + (plan.search() == null ? 0 : 1);
        double share = searches == 0 ? 0 : 0.7 / searches;
        double done = 0;
        var facts = plan.recipes().getFirst();
        if (plan.recipes().size() > 1) {
            facts = Search.best(
                            plan.recipes(),
                            plan.metric(),
                            recipe -> EngineRecipes.of(recipe, plan.algorithm(), plan.transformation(), objective),
                            set,
                            context.part("recipe", done, done + share))
                    .best();
            done += share;
        }
        Map<String, String> tuned = Map.of();
        var ranges = plan.search() == null ? List.<ParameterRange>of() : SearchRanges.of(plan.search(), facts);
        if (!ranges.isEmpty()) {
            var recipe = facts;
            tuned = Search.tune(
                            ranges,
                            plan.searchBudget(),
                            plan.metric(),
                            values -> EngineRecipes.of(
                                    recipe, merged(plan.algorithm(), values), plan.transformation(), objective),
                            set,
                            context.part("parameters", done, done + share))
                    .best();
            done += share;
        }
        var recipe = EngineRecipes.of(facts, merged(plan.algorithm(), tuned), plan.transformation(), objective);
        return new Candidate(facts, Trainer.train(recipe, set, context.part(done, 1)), tuned);
    }

    private static Map<String, String> merged(Map<String, String> given, Map<String, String> over) {
        var merged = new HashMap<>(given);
        merged.putAll(over);
        return merged;
    }

    /// Tells how far a training is, every few seconds the log, too, and ends it where it is not wanted any
    /// more. Whether it is, is asked a few times a second at most.
    private static final class TrainingProgress {

        private static final long INTERVAL_NANOS = 200_000_000;
        private static final long LOG_NANOS = 5_000_000_000L;

        private final Job job;
        private final BooleanSupplier unwanted;
        private long asked = System.nanoTime();
        private long logged = asked;

        TrainingProgress(Job job, BooleanSupplier unwanted) {
            this.job = job;
            this.unwanted = unwanted;
        }

        void reached(String stage, double done) {
            if (job.stopping().getAsBoolean() || Thread.currentThread().isInterrupted() || isUnwanted(stage)) {
                throw new CancellationException(stage);
            }
            job.progress().reach(stage, done);
            if (isTimeToLog()) {
                LOG.log(INFO, "{0}: {1}, {2} %", job.arn(), stage, Math.round(done * 100));
            }
        }

        private synchronized boolean isTimeToLog() {
            long now = System.nanoTime();
            boolean isTime = now - logged >= LOG_NANOS;
            logged = isTime ? now : logged;
            return isTime;
        }

        private synchronized boolean isUnwanted(String stage) {
            long now = System.nanoTime();
            if (now - asked < INTERVAL_NANOS && !stage.equals(WRITING)) {
                return false;
            }
            asked = now;
            return unwanted.getAsBoolean();
        }
    }

    /// Where the schema has event types, one interaction at least must have one.
    private void requireEventTypes(TrainingPlan plan, Snapshot snapshot) throws IOException, JobFailure {
        if (snapshot.size() == 0
                || hasEventType(snapshot)
                || !groups.of(plan.datasetGroup()).hasColumn(DatasetType.INTERACTIONS, "EVENT_TYPE")) {
            return;
        }
        var counts = new TreeMap<String, Integer>();
        int empty = 0;
        for (int position = 0; position < snapshot.size(); position++) {
            int type = snapshot.eventType(position);
            if (type < 0) {
                empty++;
            } else {
                counts.merge(snapshot.eventTypes().id(type), 1, Integer::sum);
            }
        }
        throw new JobFailure(
                "Create failed. All values in the EVENT_TYPE column are either reserved keywords or null: of %,d interactions %,d have no event type%s. Import event types of your own, or take the column out of the schema."
                        .formatted(
                                snapshot.size(),
                                empty,
                                counts.entrySet().stream()
                                        .map(entry -> ", %,d have %s".formatted(entry.getValue(), entry.getKey()))
                                        .collect(Collectors.joining())));
    }

    private static boolean hasEventType(Snapshot snapshot) {
        return IntStream.range(0, snapshot.eventTypes().size())
                .mapToObj(snapshot.eventTypes()::id)
                .anyMatch(type -> !ReservedKeywords.ALL.contains(type));
    }

    private void requireEnough(TrainingPlan plan, SelectedLog selected) throws JobFailure {
        int interactions = selected.log().size();
        for (var recipe : plan.recipes()) {
            int needed = Math.min(recipe.minimum().events(), minima.interactions());
            if (interactions < needed) {
                throw new JobFailure(
                        "Create failed. The dataset has fewer than %d interactions%s after filtering: it has %d."
                                .formatted(needed, EventChoices.described(plan.events()), interactions));
            }
        }
        int users = selected.users().length;
        int withTwo = selected.usersWithTwo();
        if (withTwo < minima.usersWithTwo()) {
            throw new JobFailure(
                    "Create failed. The dataset has fewer than %d users with at least 2 interactions each%s: it has %d."
                            .formatted(minima.usersWithTwo(), EventChoices.described(plan.events()), withTwo));
        }
        if (withTwo < minima.shareOfUsersWithTwo() * users) {
            throw new JobFailure(
                    "Create failed. Fewer than %s %% of the users have at least 2 interactions each%s: %d of %d have."
                            .formatted(
                                    minima.shareOfUsersWithTwo() * 100,
                                    EventChoices.described(plan.events()),
                                    withTwo,
                                    users));
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
