package dev.kindred.server.demo;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;

/// Creates the solutions, campaigns, filters and event trackers of the demo, or finds those of an earlier run.
final class DemoResources {

    /// The maximum wait for a training, ten minutes: the largest data sets of demos train in less. Taste.
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final DemoClients clients;
    private final Screen screen;

    DemoResources(DemoClients clients, Screen screen) {
        this.clients = clients;
        this.screen = screen;
    }

    /// Returns an ACTIVE version, or null if the data do not suffice; the screen shows the reason.
    @Nullable
    String train(String group, String name, String recipe) throws InterruptedException {
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

    void metrics(String version) {
        clients.personalize().getSolutionMetrics(it -> it.solutionVersionArn(version)).metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(metric -> screen.say("  %-48s %.4f".formatted(metric.getKey(), metric.getValue())));
    }

    String deploy(String name, String version) throws InterruptedException {
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

    String tracker(Workspace.Datasets datasets) throws InterruptedException {
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

    String filter(Workspace.Datasets datasets, String name, String expression) throws InterruptedException {
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
