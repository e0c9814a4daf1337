package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.search.ParameterRange;
import dev.kindred.engine.recipe.search.Search;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.job.Job;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.serving.GroupData;
import dev.kindred.server.serving.Groups;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Snapshot;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.SegmentStore;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.text.TextEmbeddings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes models of a dataset group's data, as it is when the training begins: imported and streamed, with the
/// metadata in force.
public final class Training {

    private static final String WRITING = "writing the model";
    private static final System.Logger LOG = System.getLogger(Training.class.getName());
    private static final long SEED = 20_190_610;
    private static final double PREPARED = 0.05;
    private static final double TEXTS_READ = 0.5;
    private static final int COLD = 5;
    private static final IdIndex NO_ITEMS = IdIndex.of(List.of());
    private static final double TRAINED = 0.98;
    private static final String DECIDING_METRIC = "normalized_discounted_cumulative_gain_at_25";

    private final Streams streams;
    private final Snapshots snapshots;
    private final Groups groups;
    private final SegmentStore models;
    private final TextEmbeddings embeddings;
    private final Workers workers;
    private final Minima minima;

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
    record Result(
            SegmentStore.Draft draft,
            SegmentStore.Published file,
            Trained trained,
            RecipeFacts recipe,
            Map<String, String> tuned,
            long interactions)
            implements AutoCloseable {

        @Override
        public void close() {
            draft.close();
        }
    }

    /// The data cannot be trained on, for a reason that its owner can mend.
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        Refusal(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    public Training(
            Streams streams,
            Snapshots snapshots,
            Groups groups,
            SegmentStore models,
            TextEmbeddings embeddings,
            Workers workers,
            Minima minima) {
        this.streams = streams;
        this.snapshots = snapshots;
        this.groups = groups;
        this.models = models;
        this.embeddings = embeddings;
        this.workers = workers;
        this.minima = minima;
    }

    /// Trains as `plan` says.
    ///
    /// @param unwanted asked now and then: whether to give up
    /// @throws Refusal if there is too little data
    /// @throws CancellationException if it was given up, or the server stops
    Result train(TrainingPlan plan, Job job, BooleanSupplier unwanted) throws IOException, Refusal {
        var pulse = new Pulse(job, unwanted);
        pulse.reached("reading the data", 0);
        streams.sealGroup(plan.datasetGroup());
        var snapshot = snapshots.current(plan.datasetGroup());
        pulse.reached("choosing the events", 0.03);
        var selected = snapshot.toLog(plan.events());
        boolean itemsAlone = plan.recipes().getFirst().can(RecipeAbility.ITEMS_ALONE);
        if (!itemsAlone) {
            requireEnough(plan, selected);
        }
        pulse.reached("reading items and users", 0.04);
        var group = groups.of(plan.datasetGroup());
        var ids = itemsAlone ? group.itemsBeyond(NO_ITEMS) : itemIds(snapshot, group);
        var context = new TrainingContext(workers, SEED, pulse::reached);
        var bare = itemsAlone
                ? itemsSet(plan, snapshot, selected, ids, group)
                : trainingSet(plan, snapshot, selected, ids, group);
        var texts = texts(plan, ids, group, bare.interactions(), context.part(PREPARED, TEXTS_READ));
        var set = texts == null ? bare : bare.with(texts);
        var candidate = best(
                plan, set, objective(plan, ids, group), context.part(texts == null ? PREPARED : TEXTS_READ, TRAINED));
        pulse.reached(WRITING, TRAINED);
        var draft = models.begin(nameOf(plan));
        try {
            candidate.trained().model().write(draft.path());
            return new Result(
                    draft,
                    draft.publish(),
                    candidate.trained(),
                    candidate.recipe(),
                    candidate.tuned(),
                    selected.log().size());
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    /// Returns what to tell of a training that a file or the disk ended, as one sentence.
    static String brokeOff(Exception cause) {
        var why = String.valueOf(cause.getMessage());
        return "The training broke off: %s%s".formatted(why, why.endsWith(".") ? "" : ".");
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
                            DECIDING_METRIC,
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
                            DECIDING_METRIC,
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
    private static final class Pulse {

        private static final long INTERVAL_NANOS = 200_000_000;
        private static final long LOG_NANOS = 5_000_000_000L;

        private final Job job;
        private final BooleanSupplier unwanted;
        private long asked = System.nanoTime();
        private long logged = asked;

        Pulse(Job job, BooleanSupplier unwanted) {
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

    private void requireEnough(TrainingPlan plan, SelectedLog selected) throws Refusal {
        int interactions = selected.log().size();
        for (var recipe : plan.recipes()) {
            int needed = Math.min(recipe.minimum().events(), minima.interactions());
            if (interactions < needed) {
                throw new Refusal(
                        "Create failed. The dataset has fewer than %d interactions%s after filtering: it has %d."
                                .formatted(needed, EventChoices.described(plan.events()), interactions));
            }
        }
        int users = selected.users().length;
        int withTwo = selected.usersWithTwo();
        if (withTwo < minima.usersWithTwo()) {
            throw new Refusal(
                    "Create failed. The dataset has fewer than %d users with at least 2 interactions each%s: it has %d."
                            .formatted(minima.usersWithTwo(), EventChoices.described(plan.events()), withTwo));
        }
        if (withTwo < minima.shareOfUsersWithTwo() * users) {
            throw new Refusal(
                    "Create failed. Fewer than %s %% of the users have at least 2 interactions each%s: %d of %d have."
                            .formatted(
                                    minima.shareOfUsersWithTwo() * 100,
                                    EventChoices.described(plan.events()),
                                    withTwo,
                                    users));
        }
    }

    /// The items of the interactions, and after them those that only the Items dataset has, each by id.
    private static List<String> itemIds(Snapshot snapshot, GroupData group) {
        var ids = new ArrayList<String>();
        for (int item = 0; item < snapshot.items().size(); item++) {
            ids.add(snapshot.items().id(item));
        }
        ids.addAll(group.itemsBeyond(snapshot.items()));
        return ids;
    }

    private static TrainingSet trainingSet(
            TrainingPlan plan, Snapshot snapshot, SelectedLog selected, List<String> ids, GroupData group) {
        var index = IdIndex.of(ids);
        var log = selected.log();
        var widened = new InteractionLog(ids.size(), log.offsets(), log.items(), log.times(), log.weights());
        var users = new ArrayList<String>(selected.users().length);
        for (int user : selected.users()) {
            users.add(snapshot.users().id(user));
        }
        return new TrainingSet(
                widened,
                new ItemTable(
                        index,
                        createdAt(group, ids, widened),
                        group.itemFeatures(ids, Columns.excluded(plan.columns(), "ITEMS")),
                        shown(snapshot, ids.size())),
                group.userTable(users, Columns.excluded(plan.columns(), "USERS")),
                contexts(selected, Columns.excluded(plan.columns(), "INTERACTIONS")));
    }

    /// The set of a recipe that learns from the Items dataset: its items and no others, and what users did
    /// with them.
    private static TrainingSet itemsSet(
            TrainingPlan plan, Snapshot snapshot, SelectedLog selected, List<String> ids, GroupData group) {
        var index = IdIndex.of(ids);
        var log = ItemLogs.renumbered(selected.log(), snapshot.items(), index);
        return new TrainingSet(
                log,
                new ItemTable(
                        index,
                        createdAt(group, ids, log),
                        group.itemFeatures(ids, Columns.excluded(plan.columns(), "ITEMS")),
                        new long[0]),
                new UserTable(log.userCount(), List.of()));
    }

    /// What the items' texts mean, or null where the recipe does not ask or there are none.
    ///
    /// @throws Refusal if there are none and the recipe has nothing else
    private @Nullable TextVectors texts(
            TrainingPlan plan, List<String> ids, GroupData group, InteractionLog log, TrainingContext context)
            throws IOException, Refusal {
        if (plan.recipes().stream().noneMatch(recipe -> recipe.can(RecipeAbility.TEXTS))) {
            return null;
        }
        boolean itemsAlone = plan.recipes().getFirst().can(RecipeAbility.ITEMS_ALONE);
        var texts = group.itemTexts(ids, Columns.excluded(plan.columns(), "ITEMS"));
        boolean hasAny = texts != null && texts.stream().anyMatch(Objects::nonNull);
        if (texts == null || !hasAny) {
            if (itemsAlone) {
                throw new Refusal(
                        "Create failed. No item has a text: the Items dataset has %d items, and the columns of their names and texts are empty."
                                .formatted(ids.size()));
            }
            return null;
        }
        if (!itemsAlone && !hasColdItem(log)) {
            return null;
        }
        try {
            return embeddings.of(plan.datasetGroup(), texts, context);
        } catch (UncheckedIOException e) {
            if (itemsAlone) {
                throw e;
            }
            LOG.log(WARNING, plan.datasetGroup() + ": trained without texts", e);
            return null;
        }
    }

    private static boolean hasColdItem(InteractionLog log) {
        for (int users : PopularItems.uniqueUsers(log)) {
            if (users < COLD) {
                return true;
            }
        }
        return false;
    }

    private static List<InteractionContext> contexts(SelectedLog selected, Predicate<String> excluded) {
        return selected.contexts().stream()
                .filter(context -> !excluded.test(context.name()))
                .toList();
    }

    /// An item without a time of creation came with its oldest interaction; one without interactions is new.
    ///
    /// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/items-datasets.html">Item dataset
    /// requirements</a>
    private static long[] createdAt(GroupData group, List<String> ids, InteractionLog log) {
        var oldest = new long[ids.size()];
        Arrays.fill(oldest, Long.MAX_VALUE);
        long newest = Long.MIN_VALUE;
        for (int position = 0; position < log.size(); position++) {
            int item = log.items()[position];
            oldest[item] = Math.min(oldest[item], log.times()[position]);
            newest = Math.max(newest, log.times()[position]);
        }
        var given = group.createdAt(ids);
        var createdAt = new long[ids.size()];
        for (int item = 0; item < createdAt.length; item++) {
            long known = given[item];
            long fallback = oldest[item] == Long.MAX_VALUE ? newest : oldest[item];
            createdAt[item] = known == ItemTable.UNKNOWN ? fallback : known;
        }
        return createdAt;
    }

    private static long[] shown(Snapshot snapshot, int items) {
        var shown = new long[items];
        boolean any = false;
        for (int item = 0; item < snapshot.items().size(); item++) {
            shown[item] = snapshot.shown(item);
            any |= shown[item] > 0;
        }
        return any ? shown : new long[0];
    }

    private static @Nullable Objective objective(TrainingPlan plan, List<String> ids, GroupData group) {
        var wanted = plan.objective();
        if (wanted == null || wanted.itemAttribute() == null) {
            return null;
        }
        double sensitivity = switch (Objects.requireNonNullElse(wanted.objectiveSensitivity(), "OFF")
                .toUpperCase(Locale.ROOT)) {
            case "LOW" -> 0.25;
            case "MEDIUM" -> 0.5;
            case "HIGH" -> 1;
            default -> 0;
        };
        if (sensitivity == 0) {
            return null;
        }
        var rewards = group.numbers(wanted.itemAttribute(), ids);
        for (int i = 0; i < rewards.length; i++) {
            if (Float.isNaN(rewards[i]) || rewards[i] < 0) {
                rewards[i] = 0;
            }
        }
        return new Objective(rewards, sensitivity);
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
