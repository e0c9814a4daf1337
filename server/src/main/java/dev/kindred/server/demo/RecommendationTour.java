package dev.kindred.server.demo;

import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.Promotion;

/// The second half of the walk: trains, shows how good the models are, deploys them, and asks them for
/// recommendations, before and after a user did something.
final class RecommendationTour {

    private static final int SHOWN_USERS = 3;
    private static final int SHOWN_ITEMS = 8;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final DemoClients clients;
    private final Screen screen;

    RecommendationTour(DemoClients clients, Screen screen) {
        this.clients = clients;
        this.screen = screen;
    }

    /// What the demo knows of the data it imported.
    ///
    /// @param items each user's items, the newest last
    /// @param types the event types, the most frequent first
    private record Known(Map<String, List<String>> items, List<String> types) {}

    void walk(Workspace.Datasets datasets, List<DataFile> files) throws InterruptedException {
        var interactions = files.stream()
                .filter(file -> file.type() == DatasetType.INTERACTIONS)
                .findFirst()
                .orElseThrow(() -> new DemoException("There are no interactions to train on."));
        var known = read(interactions);
        var group = datasets.groupArn();

        screen.say("");
        screen.say("Training");
        var forUsers = train(group, datasets.group() + "-for-you", "aws-user-personalization-v2");
        if (forUsers == null) {
            return; // too little data: the reason is on the screen
        }
        var similar = train(group, datasets.group() + "-similar", "aws-similar-items");
        if (similar == null) {
            return;
        }
        screen.say("");
        screen.say("How good the models are on interactions they were not shown (GetSolutionMetrics)");
        metrics(forUsers);

        screen.say("");
        screen.say("Deploying");
        var campaign = deploy(datasets.group() + "-for-you", forUsers);
        var related = deploy(datasets.group() + "-similar", similar);

        var users = usersOf(known);
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

    /// Returns an ACTIVE version, or null if the data cannot be trained on, having told why.
    private @Nullable String train(String group, String name, String recipe) throws InterruptedException {
        var solution =
                clients.personalize().listSolutionsPaginator(list -> list.datasetGroupArn(group)).solutions().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .map(it -> it.solutionArn())
                        .orElseGet(() -> clients.personalize()
                                .createSolution(create -> create.name(name)
                                        .datasetGroupArn(group)
                                        .performAutoTraining(false)
                                        .recipeArn(clients.recipe(recipe)))
                                .solutionArn());
        await(
                solution,
                () -> clients.personalize()
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status(),
                () -> "");
        long begun = System.nanoTime();
        var version = clients.personalize()
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();
        var trained = ended(version);
        if (trained.failureReason() != null) {
            screen.say("  %-34s %s".formatted(name, trained.failureReason()));
            return null;
        }
        screen.say("  %-34s %-30s %5.1f s".formatted(name, recipe, (System.nanoTime() - begun) / 1e9));
        return version;
    }

    private SolutionVersion ended(String version) throws InterruptedException {
        while (true) {
            var now = clients.personalize()
                    .describeSolutionVersion(it -> it.solutionVersionArn(version))
                    .solutionVersion();
            if (!now.status().equals("CREATE PENDING") && !now.status().equals("CREATE IN_PROGRESS")) {
                return now;
            }
            Thread.sleep(50);
        }
    }

    private void metrics(String version) {
        clients.personalize().getSolutionMetrics(it -> it.solutionVersionArn(version)).metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(metric -> screen.say("  %-48s %.4f".formatted(metric.getKey(), metric.getValue())));
    }

    private String deploy(String name, String version) throws InterruptedException {
        var existing = clients.personalize().listCampaignsPaginator(_ -> {}).campaigns().stream()
                .filter(it -> it.name().equals(name))
                .findFirst();
        var arn = existing.isPresent()
                ? clients.personalize()
                        .updateCampaign(it ->
                                it.campaignArn(existing.get().campaignArn()).solutionVersionArn(version))
                        .campaignArn()
                : clients.personalize()
                        .createCampaign(it -> it.name(name).solutionVersionArn(version))
                        .campaignArn();
        await(
                arn,
                () -> {
                    var campaign = clients.personalize()
                            .describeCampaign(it -> it.campaignArn(arn))
                            .campaign();
                    var update = campaign.latestCampaignUpdate();
                    return update == null ? campaign.status() : update.status();
                },
                () -> "its model could not be loaded");
        screen.say("  campaign       " + name);
        return arn;
    }

    private List<String> recommend(String campaign, String user) {
        return ids(clients.runtime()
                .getRecommendations(it -> it.campaignArn(campaign).userId(user).numResults(SHOWN_ITEMS))
                .itemList());
    }

    private static List<String> ids(List<PredictedItem> items) {
        return items.stream().map(PredictedItem::itemId).toList();
    }

    /// Lets the first user take to what another likes, and asks again.
    private void afterEvents(
            Workspace.Datasets datasets, Known known, String campaign, Map<String, List<String>> before)
            throws InterruptedException {
        var users = List.copyOf(before.keySet());
        var tracking = tracker(datasets);
        var other = known.items().getOrDefault(users.getLast(), List.of());
        var taken = other.subList(Math.max(0, other.size() - 5), other.size());
        screen.say("");
        screen.say("PutEvents: %s now has 5 events with what %s had last".formatted(users.getFirst(), users.getLast()));
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
        screen.say("  taken        " + String.join(" ", taken));
        for (var user : users) {
            var after = recommend(campaign, user);
            long kept = after.stream()
                    .filter(before.getOrDefault(user, List.of())::contains)
                    .count();
            screen.say(
                    "  %-12s %s   (%d of %d as before)".formatted(user, String.join(" ", after), kept, after.size()));
        }
    }

    private String tracker(Workspace.Datasets datasets) throws InterruptedException {
        var group = datasets.groupArn();
        var arn =
                clients
                        .personalize()
                        .listEventTrackersPaginator(list -> list.datasetGroupArn(group))
                        .eventTrackers()
                        .stream()
                        .findFirst()
                        .map(it -> it.eventTrackerArn())
                        .orElseGet(() -> clients.personalize()
                                .createEventTracker(it ->
                                        it.name(datasets.group() + "-events").datasetGroupArn(group))
                                .eventTrackerArn());
        await(
                arn,
                () -> clients.personalize()
                        .describeEventTracker(it -> it.eventTrackerArn(arn))
                        .eventTracker()
                        .status(),
                () -> "");
        return clients.personalize()
                .describeEventTracker(it -> it.eventTrackerArn(arn))
                .eventTracker()
                .trackingId();
    }

    private void similarItems(Known known, String campaign) {
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

    /// A list with a filter, and one with a promotion, over the most telling column of the items.
    private void filtered(Workspace.Datasets datasets, List<DataFile> files, String campaign, String user)
            throws InterruptedException {
        var category = category(files);
        if (category == null) {
            return;
        }
        var field = "Items." + category.column();
        var only =
                filter(datasets, datasets.group() + "-only", "INCLUDE ItemID WHERE %s IN ($VALUES)".formatted(field));
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

    private String filter(Workspace.Datasets datasets, String name, String expression) throws InterruptedException {
        var group = datasets.groupArn();
        var arn = clients.personalize().listFiltersPaginator(list -> list.datasetGroupArn(group)).filters().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(it -> it.filterArn())
                .orElseGet(() -> clients.personalize()
                        .createFilter(it -> it.name(name).datasetGroupArn(group).filterExpression(expression))
                        .filterArn());
        await(
                arn,
                () -> clients.personalize()
                        .describeFilter(it -> it.filterArn(arn))
                        .filter()
                        .status(),
                () -> "");
        return arn;
    }

    /// A column of categories, and one of its frequent values.
    private record Category(String column, String value) {}

    private static @Nullable Category category(List<DataFile> files) {
        var items =
                files.stream().filter(file -> file.type() == DatasetType.ITEMS).findFirst();
        if (items.isEmpty()) {
            return null;
        }
        var column = items.get().schema().columns().stream()
                .filter(it -> it.categorical())
                .findFirst();
        if (column.isEmpty()) {
            return null;
        }
        var counts = new HashMap<String, Integer>();
        var name = column.get().name();
        rows(items.get(), List.of(name), row -> {
            for (var value : row.getFirst().split("\\|", -1)) {
                if (!value.isEmpty()) {
                    counts.merge(value, 1, Integer::sum);
                }
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> new Category(name, most.getKey()))
                .orElse(null);
    }

    private Known read(DataFile file) {
        var items = new LinkedHashMap<String, List<String>>();
        var types = new HashMap<String, Integer>();
        var columns = new ArrayList<>(List.of("USER_ID", "ITEM_ID"));
        boolean typed = file.schema().find("EVENT_TYPE").isPresent();
        if (typed) {
            columns.add("EVENT_TYPE");
        }
        rows(file, columns, row -> {
            items.computeIfAbsent(row.get(0), _ -> new ArrayList<>()).add(row.get(1));
            types.merge(typed ? row.get(2) : "interaction", 1, Integer::sum);
        });
        var byCount = types.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        return new Known(items, byCount);
    }

    /// Users who did enough to be known, and whose tastes are not one.
    private static List<String> usersOf(Known known) {
        var users = new ArrayList<String>();
        for (var user : known.items().entrySet()) {
            if (new LinkedHashSet<>(user.getValue()).size() >= 10) {
                users.add(user.getKey());
            }
            if (users.size() == SHOWN_USERS) {
                break;
            }
        }
        if (users.isEmpty()) {
            users.addAll(known.items().keySet().stream().limit(SHOWN_USERS).toList());
        }
        return users;
    }

    private interface RowReader {
        void read(List<String> values);
    }

    /// Reads some columns of a file that was imported, and so is well-formed. Quoted values lose their quotes.
    private static void rows(DataFile file, List<String> columns, RowReader reader) {
        try (var in = Files.newInputStream(file.path())) {
            var lines = new CsvLines(file.fileName(), in);
            var header = Objects.requireNonNull(lines.next());
            var places =
                    columns.stream().mapToInt(column -> place(header, column)).toArray();
            for (var values = lines.next(); values != null; values = lines.next()) {
                var row = new ArrayList<String>(places.length);
                for (int place : places) {
                    row.add(place < values.size() ? values.get(place) : "");
                }
                reader.read(row);
            }
        } catch (IOException e) {
            throw new DemoException("%s cannot be read (%s): give this user the right to.".formatted(file.path(), e));
        }
    }

    private static int place(List<String> header, String column) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().toUpperCase(Locale.ROOT).equals(column.toUpperCase(Locale.ROOT))) {
                return i;
            }
        }
        throw new DemoException("There is no column %s in the file that was imported.".formatted(column));
    }

    private static void await(String arn, Supplier<String> status, Supplier<@Nullable String> reason)
            throws InterruptedException {
        long begun = System.nanoTime();
        for (var now = status.get(); !now.equals("ACTIVE"); now = status.get()) {
            if (now.endsWith("FAILED") || now.endsWith("STOPPED") || System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new DemoException("%s is %s: %s".formatted(arn, now, reason.get()));
            }
            Thread.sleep(50);
        }
    }
}
