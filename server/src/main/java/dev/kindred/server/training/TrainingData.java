package dev.kindred.server.training;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.server.dataset.TrainingFeatures;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The data of a dataset group as the engine takes them, by index.
///
/// @param ids the items' ids, by index
/// @param objective the objective besides relevance, or null
/// @param texts the items' texts by index, null for an item without one; null if the recipe uses no texts or no
/// column is textual
record TrainingData(
        TrainingSet set,
        List<String> ids,
        @Nullable Objective objective,
        @Nullable List<@Nullable String> texts) {

    /// Returns the data of a training: the items of the interactions, then those that only the Items dataset
    /// has, each sorted by id.
    static TrainingData of(TrainingPlan plan, TrainingFeatures features, SelectedLog selected) {
        var snapshot = features.interactions();
        var ids = new ArrayList<String>();
        for (int item = 0; item < snapshot.items().size(); item++) {
            ids.add(snapshot.items().id(item));
        }
        ids.addAll(itemsBeyond(snapshot.items(), features));
        var log = selected.log();
        var widened = new InteractionLog(ids.size(), log.offsets(), log.items(), log.times(), log.weights());
        return of(plan, features, selected, new Items(ids, widened, shown(snapshot, ids.size())));
    }

    /// Returns the data of a recipe that learns from the Items dataset: its items only, and the interactions
    /// with them.
    static TrainingData ofItems(TrainingPlan plan, TrainingFeatures features, SelectedLog selected) {
        var ids = features.items().ids();
        var index = IdIndex.of(ids);
        var log = ItemLogs.renumbered(selected.log(), features.interactions().items(), index);
        var items = new ItemTable(
                index,
                createdAt(features.items(), ids, log),
                features.items().features(ids, Columns.excluded(plan.columns(), "ITEMS")),
                new long[0]);
        var set = new TrainingSet(log, items, new UserTable(log.userCount(), List.of()));
        return new TrainingData(set, ids, objective(plan, ids, features.items()), texts(plan, ids, features.items()));
    }

    /// Returns the data of an update: the items of `known` in their order, then the new ones.
    static TrainingData after(IdIndex known, TrainingPlan plan, TrainingFeatures features, SelectedLog selected) {
        var ids = new ArrayList<String>();
        for (int item = 0; item < known.size(); item++) {
            ids.add(known.id(item));
        }
        var snapshot = features.interactions();
        var indices = new int[snapshot.items().size()];
        for (int item = 0; item < indices.length; item++) {
            var id = snapshot.items().id(item);
            indices[item] = known.indexOf(id);
            if (indices[item] < 0) {
                indices[item] = ids.size();
                ids.add(id);
            }
        }
        itemsBeyond(snapshot.items(), features).stream()
                .filter(id -> known.indexOf(id) < 0)
                .forEach(ids::add);
        var log = selected.log();
        var items = new int[log.size()];
        for (int at = 0; at < items.length; at++) {
            items[at] = indices[log.items()[at]];
        }
        var renumbered = new InteractionLog(ids.size(), log.offsets(), items, log.times(), log.weights());
        var bySnapshot = shown(snapshot, indices.length);
        var shown = new long[bySnapshot.length == 0 ? 0 : ids.size()];
        for (int item = 0; item < bySnapshot.length; item++) {
            shown[indices[item]] = bySnapshot[item];
        }
        return of(plan, features, selected, new Items(ids, renumbered, shown));
    }

    /// @param shown the number of impressions that contained each item, or empty
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared with nothing
    private record Items(List<String> ids, InteractionLog log, long[] shown) {}

    private static TrainingData of(TrainingPlan plan, TrainingFeatures features, SelectedLog selected, Items items) {
        var users = new ArrayList<String>(selected.users().length);
        for (int user : selected.users()) {
            users.add(features.interactions().users().id(user));
        }
        var ids = items.ids();
        var set = new TrainingSet(
                items.log(),
                new ItemTable(
                        IdIndex.of(ids),
                        createdAt(features.items(), ids, items.log()),
                        features.items().features(ids, Columns.excluded(plan.columns(), "ITEMS")),
                        items.shown()),
                new UserTable(
                        users.size(), features.users().features(users, Columns.excluded(plan.columns(), "USERS"))),
                contexts(selected, Columns.excluded(plan.columns(), "INTERACTIONS")));
        return new TrainingData(set, ids, objective(plan, ids, features.items()), texts(plan, ids, features.items()));
    }

    /// Returns the items of the Items dataset that are not in `known`, by id.
    private static List<String> itemsBeyond(IdIndex known, TrainingFeatures features) {
        return features.items().ids().stream()
                .filter(id -> known.indexOf(id) < 0)
                .toList();
    }

    private static @Nullable List<@Nullable String> texts(TrainingPlan plan, List<String> ids, LiveItems table) {
        return plan.usesTexts() ? table.texts(ids, Columns.excluded(plan.columns(), "ITEMS")) : null;
    }

    private static List<InteractionContext> contexts(SelectedLog selected, Predicate<String> excluded) {
        return selected.contexts().stream()
                .filter(context -> !excluded.test(context.name()))
                .toList();
    }

    /// Returns the creation times. An item without one has the time of its oldest interaction; an item without
    /// interactions is new.
    ///
    /// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/items-datasets.html">Item dataset
    /// requirements</a>
    private static long[] createdAt(LiveItems table, List<String> ids, InteractionLog log) {
        var oldest = new long[ids.size()];
        Arrays.fill(oldest, Long.MAX_VALUE);
        long newest = Long.MIN_VALUE;
        for (int position = 0; position < log.size(); position++) {
            int item = log.items()[position];
            oldest[item] = Math.min(oldest[item], log.times()[position]);
            newest = Math.max(newest, log.times()[position]);
        }
        var given = table.createdAt(ids);
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

    /// An objective without sensitivity changes no recommendation, but its metric is reported.
    private static @Nullable Objective objective(TrainingPlan plan, List<String> ids, LiveItems table) {
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
        var rewards = table.numbers(wanted.itemAttribute(), ids);
        for (int i = 0; i < rewards.length; i++) {
            if (Float.isNaN(rewards[i]) || rewards[i] < 0) {
                rewards[i] = 0;
            }
        }
        return new Objective(rewards, sensitivity);
    }
}
