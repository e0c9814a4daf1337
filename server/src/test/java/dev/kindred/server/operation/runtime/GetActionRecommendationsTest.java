package dev.kindred.server.operation.runtime;

import static dev.kindred.server.operation.runtime.ActionFixture.ids;
import static dev.kindred.server.operation.runtime.ActionFixture.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.operation.Shop;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalizeevents.model.ActionInteraction;
import software.amazon.awssdk.services.personalizeruntime.model.GetActionRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedAction;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetActionRecommendationsTest {

    private final ActionFixture actionFixture = ActionFixture.opened(Shop.open());
    private final String version = actionFixture.version("actions");
    private final String campaign = actionFixture.deployed("actions", version);

    @AfterAll
    void close() {
        actionFixture.close();
    }

    private List<PredictedAction> ask(String user) {
        return actionFixture.ask(campaign, user);
    }

    private GetActionRecommendationsRequest.Builder request(String user) {
        return GetActionRecommendationsRequest.builder().campaignArn(campaign).userId(user);
    }

    private static String refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(PersonalizeRuntimeException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }

    @Test
    void theActionThatAMemberIsLikeliestToTakeComesFirstWithItsProbability() {
        var yoga = ask("m100");
        var weights = ask("m101");

        assertThat(yoga.getFirst().actionId()).isEqualTo("retreat");
        assertThat(yoga.getFirst().score()).isBetween(0.6, 0.95);
        assertThat(scores(yoga).get("protein")).isBetween(0.05, 0.4);
        assertThat(weights.getFirst().actionId()).isEqualTo("protein");
        assertThat(scores(weights).get("retreat")).isBetween(0.05, 0.4);
        assertThat(yoga.stream().map(PredictedAction::score).map(score -> -score))
                .isSorted();
        assertThat(yoga.getFirst().score() * 1e7)
                .isEqualTo(Math.rint(yoga.getFirst().score() * 1e7), within(1e-3));
    }

    @Test
    void anActionWithoutDataHasTheScore0AndOneThatEndedIsNeverThere() {
        var scores = scores(ask("m102"));

        assertThat(scores).containsEntry("fresh", 0.0).doesNotContainKey("ended");
    }

    @Test
    void fiveActionsComeWhereNobodyAsksForMoreAndAsManyAsAreAskedForOtherwise() {
        actionFixture.putAction("spare", "{\"value\": 1, \"kind\": \"thing\"}");

        assertThat(actionFixture.ask(request("m104").build())).hasSize(5);
        assertThat(actionFixture.ask(request("m104").numResults(2).build())).hasSize(2);
        assertThat(actionFixture.ask(request("m104").numResults(0).build())).isEmpty();
        assertThat(actionFixture
                        .runtime
                        .getActionRecommendations(request("m104").build())
                        .recommendationId())
                .startsWith("RID-")
                .hasSize(40);
        assertThat(refusal(
                        () -> actionFixture.ask(request("m104").numResults(101).build())))
                .isEqualTo("InvalidInputException: numResults is 101. It can be at most 100.");
    }

    @Test
    void anActionWithoutDataIsShownNowAndThenThoughOthersAreLikelier() {
        int shown = 0;
        for (int i = 0; i < 200; i++) {
            shown += Math.toIntExact(
                    actionFixture.ask(request("m106").numResults(1).build()).stream()
                            .filter(action -> action.score() == 0)
                            .count());
        }

        assertThat(shown).isBetween(4, 50); // a tenth of the places
    }

    @Test
    void membersOfWhomNothingIsKnownAreAsLikelyAsAnybody() {
        var someone = scores(ask("nobody"));

        assertThat(someone).containsExactlyInAnyOrderEntriesOf(scores(ask("nobody else")));
        assertThat(someone.get("retreat")).isBetween(0.4, 0.6);
        assertThat(someone.get("towel")).isBetween(0.4, 0.6);
    }

    @Test
    void ofEquallyLikelyActionsTheMoreValuableComesFirst() {
        actionFixture.putAction("twin-a", "{\"value\": 4}");
        actionFixture.putAction("twin-b", "{\"value\": 9}");
        actionFixture.putAction("twin-c", "{}");

        assertThat(ids(ask("m108"))).containsSubsequence("twin-b", "twin-a", "twin-c");
    }

    @Test
    void whatAMemberDoesCountsAtTheNextRequest() {
        actionFixture.visit("newcomer", "y1", "y2", "y3", "y4", "y5", "y6");
        var yoga = ask("newcomer");
        for (var action : List.of("towel", "monthly", "retreat", "protein")) {
            for (int i = 0; i < 3; i++) {
                actionFixture.put("newcomer", "session", action, "not taken");
            }
        }
        var refusing = ask("newcomer");

        assertThat(yoga.getFirst().actionId()).isEqualTo("retreat");
        assertThat(yoga.getFirst().score()).isGreaterThan(0.6);
        assertThat(scores(refusing).get("retreat")).isNotEqualTo(scores(yoga).get("retreat"));
    }

    @Test
    void anActionIsNotRepeatedBeforeItsTime() {
        actionFixture.put("m110", "session", "monthly", "Viewed");
        actionFixture.put(ActionInteraction.builder()
                .userId("m112")
                .sessionId("session")
                .actionId("monthly")
                .eventType("TAKEN")
                .timestamp(Instant.now().minusSeconds(31 * 86_400L))
                .build());

        assertThat(ids(ask("m110"))).doesNotContain("monthly");
        assertThat(ids(ask("m112"))).contains("monthly");
    }

    @Test
    void anAnonymousUsersSessionIsAUserAndIsTakenOverByTheUserItBecomes() {
        actionFixture.put(null, "session-of-somebody", "monthly", "Viewed");

        assertThat(ids(ask("session-of-somebody"))).doesNotContain("monthly");
        assertThat(ids(ask("m114"))).contains("monthly");
        actionFixture.put("m114", "session-of-somebody", "towel", "Viewed");
        assertThat(ids(ask("m114"))).doesNotContain("monthly");
    }

    @Test
    void actionsThatArePutReplaceWhatWasKnownAtOnce() {
        actionFixture.putAction("sauna", "{\"value\": 3, \"kind\": \"rest\"}");
        assertThat(ids(ask("m116"))).contains("sauna");

        actionFixture.putAction("sauna", "{\"expirationTimestamp\": 1000000000}");

        assertThat(ids(ask("m116"))).doesNotContain("sauna");
    }

    @Test
    void filtersChooseAmongActions() {
        var kind = actionFixture.filter("INCLUDE ActionID WHERE Actions.KIND IN ($KIND)");
        var cheap = actionFixture.filter("EXCLUDE ActionID WHERE Actions.PRICE > $MOST");

        assertThat(ids(actionFixture.ask(request("m118")
                        .numResults(100)
                        .filterArn(kind)
                        .filterValues(Map.of("KIND", "\"travel\",\"food\""))
                        .build())))
                .containsExactlyInAnyOrder("retreat", "protein", "fresh");
        assertThat(ids(actionFixture.ask(request("m118")
                        .numResults(100)
                        .filterArn(cheap)
                        .filterValues(Map.of("MOST", "7"))
                        .build())))
                .contains("towel", "fresh")
                .doesNotContain("retreat", "protein", "monthly");
        assertThat(refusal(
                        () -> actionFixture.ask(request("m118").filterArn(kind).build())))
                .contains("The filter needs a value for $KIND");
    }

    @Test
    void filtersKnowWhatAUserDidWithActionsHoweverItIsSpelt() {
        var untaken = actionFixture.filter(
                "EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"Taken\", \"Not Taken\")");
        var untouched = actionFixture.filter("EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"*\")");
        actionFixture.put("filtered", "session", "towel", "taken");
        actionFixture.put("filtered", "session", "protein", "NOT_TAKEN");
        actionFixture.put("filtered", "session", "retreat", "viewed");

        assertThat(ids(actionFixture.ask(
                        request("filtered").numResults(100).filterArn(untaken).build())))
                .contains("retreat", "fresh")
                .doesNotContain("towel", "protein");
        assertThat(ids(actionFixture.ask(
                        request("filtered").numResults(100).filterArn(untouched).build())))
                .contains("fresh")
                .doesNotContain("towel", "protein", "retreat");
    }

    @Test
    void whatIsAppliedAnywayCannotBeFilteredBy() {
        for (var column : List.of("EXPIRATION_TIMESTAMP", "REPEAT_FREQUENCY")) {
            assertThat(Shop.refusal(
                            () -> actionFixture.filter("EXCLUDE ActionID WHERE Actions.%s > 5".formatted(column))))
                    .startsWith("InvalidInputException: Could not create filter.")
                    .contains(column + " cannot be tested");
        }
    }

    @Test
    void aFilterForItemsSuitsNoActions() {
        var items = actionFixture.filter("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"visit\")");

        assertThat(refusal(
                        () -> actionFixture.ask(request("m1").filterArn(items).build())))
                .isEqualTo("InvalidInputException: Filter %s chooses among items, and actions are asked for."
                        .formatted(items));
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsRefused() {
        assertThat(refusal(() -> actionFixture.ask(
                        GetActionRecommendationsRequest.builder().userId("m1").build())))
                .isEqualTo("InvalidInputException: Give the campaignArn that shall answer.");
        assertThat(refusal(() -> actionFixture.ask(GetActionRecommendationsRequest.builder()
                        .campaignArn(campaign)
                        .build())))
                .startsWith("InvalidInputException: userId is missing.");
        assertThat(refusal(() -> actionFixture.runtime.getRecommendations(
                        it -> it.campaignArn(campaign).userId("m1"))))
                .isEqualTo(
                        "InvalidInputException: %s is of recipe aws-next-best-action. It recommends actions: call GetActionRecommendations."
                                .formatted(campaign));
        assertThat(refusal(() -> actionFixture.runtime.getPersonalizedRanking(
                        it -> it.campaignArn(campaign).userId("m1").inputList("y1"))))
                .contains("call GetActionRecommendations");
        assertThat(refusal(() -> actionFixture.ask(actionFixture.shop.arn("campaign/none"), "m1")))
                .startsWith("ResourceNotFoundException: ");
    }

    @Test
    void aCampaignOfItemsAnswersNoQuestionAboutActions() {
        var genreFixture = new GenreTasteFixture();
        var items = genreFixture.campaign("aws-popularity-count");

        assertThat(refusal(() -> genreFixture.runtime.getActionRecommendations(
                        it -> it.campaignArn(items).userId("u1"))))
                .contains("which recommends items and no actions. Call GetRecommendations");
        genreFixture.close();
    }

    @Test
    void metricsOfAVersionTellPrecisionRecallAndTheAreaUnderTheCurve() {
        var metrics = actionFixture
                .personalize
                .getSolutionMetrics(it -> it.solutionVersionArn(version))
                .metrics();

        assertThat(metrics).containsOnlyKeys("coverage", "precision", "recall", "auc");
        assertThat(metrics.values()).allSatisfy(value -> assertThat(value).isBetween(0.0, 1.0));
    }

    @Test
    void usersWhoAreRemovedHaveDoneNothingWithActions() {
        var untaken = actionFixture.filter(
                "EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"Taken\", \"Not Taken\")");
        actionFixture.put("to-be-forgotten", "session", "towel", "taken");
        actionFixture.put("m119", "session", "fresh", "taken");
        var asked =
                request("to-be-forgotten").numResults(100).filterArn(untaken).build();
        var askedOther = request("m119").numResults(100).filterArn(untaken).build();
        assertThat(ids(actionFixture.ask(asked))).doesNotContain("towel");

        var job = actionFixture
                .personalize
                .createDataDeletionJob(it -> it.jobName("forget")
                        .datasetGroupArn(actionFixture.group)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .dataSource(source -> source.dataLocation(
                                actionFixture.shop.upload("gone.csv", "USER_ID", "to-be-forgotten"))))
                .dataDeletionJobArn();
        Shop.await(
                "COMPLETED",
                () -> actionFixture
                        .personalize
                        .describeDataDeletionJob(it -> it.dataDeletionJobArn(job))
                        .dataDeletionJob()
                        .status());

        Shop.await(() -> ids(actionFixture.ask(asked)).contains("towel"));
        assertThat(ids(actionFixture.ask(askedOther))).doesNotContain("fresh");
    }

    @Test
    void actionsAndWhatWasDoneWithThemAreNotExported() {
        for (var dataset : List.of(actionFixture.actions, actionFixture.actionInteractions)) {
            assertThat(Shop.refusal(() -> actionFixture.personalize.createDatasetExportJob(it -> it.jobName("export")
                            .datasetArn(dataset)
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .jobOutput(output -> output.s3DataDestination(
                                    target -> target.path(actionFixture.shop.folder("exported")))))))
                    .contains("Datasets of interactions, items and users can be exported.");
        }
    }

    @Test
    void afterARestartEverythingAnswersAsBefore(@TempDir Path folder) {
        String region;
        String deployed;
        Map<String, Double> before;
        try (var server = TestServer.watched(folder, Map.of(), JobEngine.Watch.NONE)) {
            var own = ActionFixture.opened(Shop.at(server));
            region = own.shop.region();
            deployed = own.deployed("actions", own.version("actions"));
            own.putAction("sauna", "{\"value\": 3}");
            own.put("m0", "session", "monthly", "Viewed");
            own.visit("newcomer", "y1", "y2", "y3");
            before = scores(own.ask(deployed, "newcomer"));
            own.close();
        }

        try (var server = TestServer.watched(folder, Map.of(), JobEngine.Watch.NONE)) {
            var own = ActionFixture.reopened(Shop.at(server, region));

            assertThat(scores(own.ask(deployed, "newcomer"))).isEqualTo(before).containsKey("sauna");
            assertThat(ids(own.ask(deployed, "m0"))).doesNotContain("monthly");
            own.close();
        }
    }
}
