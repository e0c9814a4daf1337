package dev.kindred.server.training;

import dev.kindred.engine.data.ActionLog;
import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.UserTable;
import dev.kindred.server.dataset.TrainingFeatures;
import dev.kindred.server.dataset.TrainingFeatures.Actions;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.schema.ActionEventType;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/// The training data of a model of actions, as the engine takes them: users, items and actions by index.
final class ActionTrainingData {

    private ActionTrainingData() {}

    /// Returns the data of a dataset group, without events of types that actions do not have.
    ///
    /// @param selected the interactions with items that the training uses
    /// @throws JobFailure if there is no action
    static ActionTrainingSet of(TrainingPlan plan, TrainingFeatures features, SelectedLog selected) throws JobFailure {
        var actions = Objects.requireNonNull(features.actions(), "the plan is not of actions");
        var events = actions.interactions();
        var known = IdIndex.of(ids(actions));
        if (known.size() == 0) {
            throw new JobFailure(
                    "Create failed. There is no action to recommend: import an Actions dataset, or put actions into it.");
        }
        var users = new ArrayList<String>(events.users().size());
        for (int user = 0; user < events.users().size(); user++) {
            users.add(events.users().id(user));
        }
        var interactions = features.interactions();
        return new ActionTrainingSet(
                known,
                log(events, known),
                new UserTable(
                        users.size(), features.users().features(users, Columns.excluded(plan.columns(), "USERS"))),
                interactions.items(),
                selected.log(),
                itemUsers(users, interactions.users(), selected.users()));
    }

    /// Returns the ids of the actions in the Actions dataset and in events.
    private static List<String> ids(Actions actions) {
        var ids = new TreeSet<>(actions.table().ids());
        var ofEvents = actions.interactions().items();
        for (int action = 0; action < ofEvents.size(); action++) {
            ids.add(ofEvents.id(action));
        }
        return List.copyOf(ids);
    }

    private static ActionLog log(Snapshot events, IdIndex actions) {
        var indices = new int[events.items().size()];
        Arrays.setAll(indices, action -> actions.indexOf(events.items().id(action)));
        var types = new ActionEventType[events.eventTypes().size()];
        var known = new boolean[types.length];
        for (int type = 0; type < types.length; type++) {
            var found = ActionEventType.find(events.eventTypes().id(type));
            known[type] = found.isPresent();
            types[type] = found.orElse(ActionEventType.VIEWED);
        }
        var offsets = new int[events.users().size() + 1];
        var kept = new int[events.size()];
        var times = new long[events.size()];
        var taken = new boolean[events.size()];
        int count = 0;
        for (int user = 0; user < events.users().size(); user++) {
            for (int at = events.from(user); at < events.to(user); at++) {
                int type = events.eventType(at);
                if (type >= 0 && known[type]) {
                    kept[count] = indices[events.item(at)];
                    times[count] = events.time(at);
                    taken[count++] = types[type] == ActionEventType.TAKEN;
                }
            }
            offsets[user + 1] = count;
        }
        return new ActionLog(
                actions.size(),
                offsets,
                Arrays.copyOf(kept, count),
                Arrays.copyOf(times, count),
                Arrays.copyOf(taken, count));
    }

    /// Returns the index of each user in the log of interactions, or -1.
    private static int[] itemUsers(List<String> users, IdIndex known, int[] selected) {
        var itemUsers = new int[users.size()];
        for (int user = 0; user < itemUsers.length; user++) {
            int index = known.indexOf(users.get(user));
            itemUsers[user] = index < 0 ? -1 : Math.max(-1, Arrays.binarySearch(selected, index));
        }
        return itemUsers;
    }
}
