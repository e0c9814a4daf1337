package dev.kindred.server.demo;

import dev.kindred.server.schema.DatasetType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;

/// The second half of the demo: trains two models, shows their metrics, deploys them, and requests
/// recommendations before and after new events of one user.
final class RecommendationTour {

    private static final int SHOWN_USERS = 3;
    private static final int SHOWN_ITEMS = 8;

    private final DemoClients clients;
    private final Screen screen;
    private final DemoResources resources;

    RecommendationTour(DemoClients clients, Screen screen) {
        this.clients = clients;
        this.screen = screen;
        this.resources = new DemoResources(clients, screen);
    }

    void walk(Workspace.Datasets datasets, List<DataFile> files) throws InterruptedException {
        var interactions = files.stream()
                .filter(file -> file.type() == DatasetType.INTERACTIONS)
                .findFirst()
                .orElseThrow(() -> new DemoException("There are no interactions to train on."));
        var known = ImportedRows.history(interactions);
        var group = datasets.groupArn();

        screen.say("");
        screen.say("Training");
        var forUsers = resources.train(group, datasets.group() + "-for-you", "aws-user-personalization-v2");
        if (forUsers == null) {
            return; // too little data: the screen shows the reason
        }
        var similar = resources.train(group, datasets.group() + "-similar", "aws-similar-items");
        if (similar == null) {
            return;
        }
        screen.say("");
        screen.say("Metrics of the models on held-out interactions (GetSolutionMetrics)");
        resources.metrics(forUsers);

        screen.say("");
        screen.say("Deploying");
        var campaign = resources.deploy(datasets.group() + "-for-you", forUsers);
        var related = resources.deploy(datasets.group() + "-similar", similar);

        var users = known.users(SHOWN_USERS);
        screen.say("");
        screen.say("GetRecommendations for %d users".formatted(users.size()));
        var before = new LinkedHashMap<String, List<String>>();
        for (var user : users) {
            before.put(user, recommend(campaign, user));
            screen.say("  %-12s %s".formatted(user, String.join(" ", before.get(user))));
        }
        afterEvents(datasets, known, campaign, before);
        similarItems(known, related);
        filtered(datasets, files, campaign, users.getFirst());
    }

    private List<String> recommend(String campaign, String user) {
        return ids(clients.runtime()
                .getRecommendations(it -> it.campaignArn(campaign).userId(user).numResults(SHOWN_ITEMS))
                .itemList());
    }

    private static List<String> ids(List<PredictedItem> items) {
        return items.stream().map(PredictedItem::itemId).toList();
    }

    /// Puts events of the first user with the latest items of another user, and requests recommendations again.
    private void afterEvents(
            Workspace.Datasets datasets, ImportedRows.History known, String campaign, Map<String, List<String>> before)
            throws InterruptedException {
        var users = List.copyOf(before.keySet());
        var tracking = resources.tracker(datasets);
        var other = known.items().getOrDefault(users.getLast(), List.of());
        var taken = other.subList(Math.max(0, other.size() - 5), other.size());
        screen.say("");
        screen.say(
                "PutEvents: 5 events of %s with the latest items of %s".formatted(users.getFirst(), users.getLast()));
        var now = Instant.now();
        clients.events()
                .putEvents(put -> put.trackingId(tracking)
                        .userId(users.getFirst())
                        .sessionId("demo-session")
                        .eventList(taken.stream()
                                .map(item -> software.amazon.awssdk.services.personalizeevents.model.Event.builder()
                                        .eventType(known.types().getFirst())
                                        .itemId(item)
                                        .sentAt(now)
                                        .build())
                                .toList()));
        screen.say("  items        " + String.join(" ", taken));
        for (var user : users) {
            var after = recommend(campaign, user);
            long kept = after.stream()
                    .filter(before.getOrDefault(user, List.of())::contains)
                    .count();
            screen.say(
                    "  %-12s %s   (%d of %d as before)".formatted(user, String.join(" ", after), kept, after.size()));
        }
    }

    private void similarItems(ImportedRows.History known, String campaign) {
        screen.say("");
        screen.say("Similar items");
        known.items().values().stream()
                .map(List::getLast)
                .distinct()
                .limit(SHOWN_USERS)
                .forEach(item -> screen.say("  %-12s %s"
                        .formatted(
                                item,
                                String.join(
                                        " ",
                                        ids(clients.runtime()
                                                .getRecommendations(it -> it.campaignArn(campaign)
                                                        .itemId(item)
                                                        .numResults(SHOWN_ITEMS))
                                                .itemList())))));
    }

    /// Requests one list with a filter and one with a promotion, both over the first categorical column of the
    /// items.
    private void filtered(Workspace.Datasets datasets, List<DataFile> files, String campaign, String user)
            throws InterruptedException {
        var category = ImportedRows.category(files);
        if (category == null) {
            return;
        }
        var field = "Items." + category.column();
        var only = resources.filter(
                datasets, datasets.group() + "-only", "INCLUDE ItemID WHERE %s IN ($VALUES)".formatted(field));
        var values = Map.of("VALUES", "\"" + category.value() + "\"");
        screen.say("");
        screen.say("With the filter INCLUDE ItemID WHERE %s IN (\"%s\")".formatted(field, category.value()));
        screen.say("  %-12s %s"
                .formatted(
                        user,
                        String.join(
                                " ",
                                ids(clients.runtime()
                                        .getRecommendations(it -> it.campaignArn(campaign)
                                                .userId(user)
                                                .numResults(SHOWN_ITEMS)
                                                .filterArn(only)
                                                .filterValues(values))
                                        .itemList()))));
        screen.say("");
        screen.say("With 25 % of the list promoted by the same filter (marked *)");
        var promoted = clients.runtime()
                .getRecommendations(it -> it.campaignArn(campaign)
                        .userId(user)
                        .numResults(SHOWN_ITEMS)
                        .promotions(Promotion.builder()
                                .name("demo")
                                .percentPromotedItems(25)
                                .filterArn(only)
                                .filterValues(values)
                                .build()))
                .itemList();
        screen.say("  %-12s %s"
                .formatted(
                        user,
                        promoted.stream()
                                .map(item -> item.promotionName() == null ? item.itemId() : item.itemId() + "*")
                                .collect(Collectors.joining(" "))));
    }
}
