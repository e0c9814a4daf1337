package dev.kindred.server.training;

import dev.kindred.server.dataset.TrainingFeatures;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.schema.ReservedKeywords;
import dev.kindred.server.snapshot.EventChoices;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Snapshot;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The least data of a training.
///
/// @param interactions the interactions after the selection of events
/// @param usersWithTwo users with two interactions or more
/// @param shareOfUsersWithTwo their share among all users, from 0 to 1
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/limits.html">Endpoints and quotas</a>
public record TrainingMinima(int interactions, int usersWithTwo, double shareOfUsersWithTwo) {

    /// Checks that at least one interaction has an event type of the owner, if the schema has event types.
    ///
    /// @throws JobFailure if none has
    static void requireEventTypes(TrainingFeatures features) throws JobFailure {
        var snapshot = features.interactions();
        var schema = features.stored().of(DatasetType.INTERACTIONS).schema();
        if (snapshot.size() == 0
                || hasEventType(snapshot)
                || schema.find("EVENT_TYPE").isEmpty()) {
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

    /// Checks that there are enough interactions and users.
    ///
    /// @throws JobFailure if there are not
    void requireEnough(TrainingPlan plan, SelectedLog selected) throws JobFailure {
        int found = selected.log().size();
        for (var recipe : plan.recipes()) {
            int needed = Math.min(recipe.minimum().events(), interactions);
            if (found < needed) {
                throw new JobFailure(
                        "Create failed. The dataset has fewer than %d interactions%s after filtering: it has %d."
                                .formatted(needed, EventChoices.described(plan.events()), found));
            }
        }
        int users = selected.users().length;
        int withTwo = selected.usersWithTwo();
        if (withTwo < usersWithTwo) {
            throw new JobFailure(
                    "Create failed. The dataset has fewer than %d users with at least 2 interactions each%s: it has %d."
                            .formatted(usersWithTwo, EventChoices.described(plan.events()), withTwo));
        }
        if (withTwo < shareOfUsersWithTwo * users) {
            throw new JobFailure(
                    "Create failed. Fewer than %s %% of the users have at least 2 interactions each%s: %d of %d have."
                            .formatted(
                                    shareOfUsersWithTwo * 100, EventChoices.described(plan.events()), withTwo, users));
        }
    }
}
