package dev.kindred.server.operation.runtime;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Action;
import software.amazon.awssdk.services.personalizeevents.model.ActionInteraction;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.GetActionRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedAction;

/// A sports club with actions. Members with even numbers attend yoga (courses `y0` to `y9`), the others weights
/// (courses `w0` to `w9`). About eight of ten yoga members take the action `retreat` and two `protein`; for the
/// others it is the reverse. Half of all take `towel` and `monthly`; `monthly` can be taken again after 30 days.
/// `ended` is over, and `fresh` has no events.
public final class ActionFixture {

    public static final int MEMBERS = 300;
    private static final long BEGIN = 1_700_000_000;

    private static final String ITEMS_LOG =
            Avro.schema("Interactions", "USER_ID string", "ITEM_ID string", "TIMESTAMP long", "EVENT_TYPE string");
    private static final String ACTIONS = Avro.schema(
            "Actions",
            "ACTION_ID string",
            "VALUE long?",
            "EXPIRATION_TIMESTAMP long?",
            "REPEAT_FREQUENCY long?",
            "KIND string? categorical",
            "PRICE float?");
    private static final String ACTIONS_LOG = Avro.schema(
            "ActionInteractions", "USER_ID string", "ACTION_ID string", "EVENT_TYPE string", "TIMESTAMP long");

    public final Shop shop;
    public final String group;
    public final String actions;
    public final String actionInteractions;
    public final PersonalizeClient personalize;
    public final PersonalizeRuntimeClient runtime;
    public final PersonalizeEventsClient events;
    private final Map<String, String> filters = new ConcurrentHashMap<>();
    private String itemTracker = "";

    /// Creates the data in that shop.
    public static ActionFixture opened(Shop shop) {
        var group = shop.group("club");
        var interactions = shop.dataset(group, "Interactions", shop.schema("courses", ITEMS_LOG));
        var actions = shop.dataset(group, "Actions", shop.schema("actions", ACTIONS));
        var offers = shop.dataset(group, "Action_Interactions", shop.schema("offers", ACTIONS_LOG));
        shop.tracker("tracker", group);
        shop.imported("courses", interactions, shop.upload("courses.csv", courses()));
        shop.imported("actions", actions, shop.upload("actions.csv", listed()));
        shop.imported("offers", offers, shop.upload("offers.csv", offers()));
        return new ActionFixture(shop);
    }

    /// Returns the existing data in that shop.
    public static ActionFixture reopened(Shop shop) {
        return new ActionFixture(shop);
    }

    private ActionFixture(Shop shop) {
        this.shop = shop;
        group = shop.arn("dataset-group/club");
        actions = shop.arn("dataset/club/ACTIONS");
        actionInteractions = shop.arn("dataset/club/ACTION_INTERACTIONS");
        personalize = shop.personalize();
        runtime = shop.server()
                .configure(PersonalizeRuntimeClient.builder())
                .region(Region.of(shop.region()))
                .build();
        events = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build();
    }

    private static String[] courses() {
        var random = new Random(7);
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"));
        for (int member = 0; member < MEMBERS; member++) {
            for (int visit = 0; visit < 8; visit++) {
                lines.add("m%d,%s%d,%d,visit"
                        .formatted(member, member % 2 == 0 ? "y" : "w", random.nextInt(10), BEGIN + visit * 3_600L));
            }
        }
        return lines.toArray(String[]::new);
    }

    private static String[] listed() {
        return new String[] {
            "ACTION_ID,VALUE,EXPIRATION_TIMESTAMP,REPEAT_FREQUENCY,KIND,PRICE",
            "retreat,5,,,travel|rest,300",
            "protein,5,,,food,20",
            "towel,2,9999999999,,thing,5",
            "monthly,3,,30,thing,10",
            "ended,10,1000000000,,thing,1",
            "fresh,1,,,food,2"
        };
    }

    private static String[] offers() {
        var random = new Random(9);
        var lines = new ArrayList<>(List.of("USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP"));
        for (int member = 0; member < MEMBERS; member++) {
            for (var action : List.of("retreat", "protein", "towel", "monthly", "ended")) {
                double taken = switch (action) {
                    case "retreat" -> member % 2 == 0 ? 0.8 : 0.2;
                    case "protein" -> member % 2 == 0 ? 0.2 : 0.8;
                    default -> 0.5;
                };
                boolean takes = random.nextDouble() < taken;
                var spelt = takes ? "TAKEN" : random.nextBoolean() ? "NOT_TAKEN" : "Viewed";
                lines.add("m%d,%s,%s,%d".formatted(member, action, spelt, BEGIN + 86_400 + random.nextInt(1_000_000)));
            }
        }
        return lines.toArray(String[]::new);
    }

    /// Returns an ACTIVE version of a new solution of the recipe for actions.
    public String version(String name) {
        var solution = personalize
                .createSolution(create -> create.name(name)
                        .datasetGroupArn(group)
                        .performAutoTraining(false)
                        .recipeArn(GenreTasteFixture.RECIPES + "aws-next-best-action"))
                .solutionArn();
        Shop.await(
                "ACTIVE",
                () -> personalize
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        var version = personalize
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();
        Shop.await(
                "ACTIVE",
                () -> personalize
                        .describeSolutionVersion(it -> it.solutionVersionArn(version))
                        .solutionVersion()
                        .status());
        return version;
    }

    /// Returns an ACTIVE campaign of a version.
    public String deployed(String name, String version) {
        var campaign = personalize
                .createCampaign(create -> create.name(name).solutionVersionArn(version))
                .campaignArn();
        Shop.await(
                "ACTIVE",
                () -> personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .status());
        return campaign;
    }

    /// Returns the ACTIVE filter with that expression.
    public String filter(String expression) {
        return filters.computeIfAbsent(expression, it -> {
            var filter = personalize
                    .createFilter(create -> create.name("filter-" + filters.size())
                            .datasetGroupArn(group)
                            .filterExpression(it))
                    .filterArn();
            Shop.await(
                    "ACTIVE",
                    () -> personalize
                            .describeFilter(describe -> describe.filterArn(filter))
                            .filter()
                            .status());
            return filter;
        });
    }

    public String trackingId() {
        return personalize
                .describeDataset(it -> it.datasetArn(actionInteractions))
                .dataset()
                .trackingId();
    }

    /// Puts an event of an action with the current time.
    public void put(@Nullable String user, String session, String action, String type) {
        put(ActionInteraction.builder()
                .userId(user)
                .sessionId(session)
                .actionId(action)
                .eventType(type)
                .timestamp(Instant.now())
                .build());
    }

    public void put(ActionInteraction... interactions) {
        events.putActionInteractions(put -> put.trackingId(trackingId()).actionInteractions(interactions));
    }

    /// Puts visits to courses with the current time.
    public void visit(String user, String... courses) {
        if (itemTracker.isEmpty()) {
            itemTracker = personalize.listEventTrackers(it -> it.datasetGroupArn(group)).eventTrackers().stream()
                    .map(it -> personalize
                            .describeEventTracker(describe -> describe.eventTrackerArn(it.eventTrackerArn()))
                            .eventTracker()
                            .trackingId())
                    .findFirst()
                    .orElseThrow();
        }
        for (var course : courses) {
            events.putEvents(put -> put.trackingId(itemTracker)
                    .userId(user)
                    .sessionId("at the door")
                    .eventList(Event.builder()
                            .eventType("visit")
                            .itemId(course)
                            .sentAt(Instant.now())
                            .build()));
        }
    }

    public void putAction(String id, String properties) {
        events.putActions(put -> put.datasetArn(actions)
                .actions(Action.builder().actionId(id).properties(properties).build()));
    }

    public List<PredictedAction> ask(String campaign, String user) {
        return ask(GetActionRecommendationsRequest.builder()
                .campaignArn(campaign)
                .userId(user)
                .numResults(100)
                .build());
    }

    public List<PredictedAction> ask(GetActionRecommendationsRequest request) {
        return runtime.getActionRecommendations(request).actionList();
    }

    public static List<String> ids(List<PredictedAction> answer) {
        return answer.stream().map(PredictedAction::actionId).toList();
    }

    public static Map<String, Double> scores(List<PredictedAction> answer) {
        var scores = new HashMap<String, Double>();
        answer.forEach(action -> scores.put(action.actionId(), action.score()));
        return scores;
    }

    public void close() {
        runtime.close();
        events.close();
    }
}
