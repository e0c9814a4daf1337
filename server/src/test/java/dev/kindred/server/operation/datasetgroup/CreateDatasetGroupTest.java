package dev.kindred.server.operation.datasetgroup;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.awaitGone;
import static dev.kindred.server.operation.Shop.exists;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.PersonalizeException;

class CreateDatasetGroupTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void aGroupBecomesActive() {
        var answer = personalize.createDatasetGroup(request -> request.name("movies"));

        assertThat(answer.datasetGroupArn()).isEqualTo(shop.arn("dataset-group/movies"));
        assertThat(answer.domain()).isNull();
        await("ACTIVE", () -> shop.statusOfGroup(answer.datasetGroupArn()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECOMMERCE", "VIDEO_ON_DEMAND"})
    void theDomainIsToldAgain(String domain) {
        var answer =
                personalize.createDatasetGroup(request -> request.name("movies").domain(domain));

        assertThat(answer.domainAsString()).isEqualTo(domain);
    }

    @Test
    void aRoleNeedsAKey() {
        assertThat(refusal(() -> personalize.createDatasetGroup(
                        request -> request.name("movies").roleArn("arn:aws:iam::123456789012:role/keys"))))
                .startsWith("InvalidInputException: roleArn ")
                .contains("kmsKeyArn is missing");
    }

    @Test
    void aTakenNameIsRefusedWithItsArn() {
        shop.group("movies");

        assertThat(refusal(() -> personalize.createDatasetGroup(request -> request.name("movies"))))
                .isEqualTo(exists(shop.arn("dataset-group/movies")));
    }

    @Test
    void ofTwoCreatesOfOneNameAtTheSameTimeOneWins() throws InterruptedException {
        var outcomes = new ConcurrentLinkedQueue<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                callers.execute(() -> outcomes.add(outcomeOfCreate()));
            }
        }

        assertThat(outcomes).hasSize(8);
        assertThat(outcomes.stream().filter("made"::equals)).hasSize(1);
        assertThat(outcomes.stream().filter(exists(shop.arn("dataset-group/movies"))::equals))
                .hasSize(7);
    }

    private String outcomeOfCreate() {
        try {
            personalize.createDatasetGroup(request -> request.name("movies"));
            return "made";
        } catch (PersonalizeException e) {
            return e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
        }
    }

    @Test
    void twoRegionsDoNotSeeEachOther() {
        shop.group("movies");

        var elsewhere = Shop.open();

        assertThat(elsewhere.group("movies")).isEqualTo(elsewhere.arn("dataset-group/movies"));
        assertThat(refusal(() -> elsewhere.statusOfGroup(shop.arn("dataset-group/movies"))))
                .isEqualTo(notFound(shop.arn("dataset-group/movies")));
    }

    @Test
    void theMembersFormsAreCheckedTogether() {
        assertThat(refusal(() -> personalize.createDatasetGroup(request ->
                        request.name("a name").roleArn("role").kmsKeyArn("key").domain("GARDENING"))))
                .isEqualTo(validation(
                        "Value 'a name' at 'name' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: ^[a-zA-Z0-9][a-zA-Z0-9\\-_]*",
                        "Value 'role' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: arn:([a-z\\d-]+):iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
                        "Value 'key' at 'kmsKeyArn' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: arn:aws.*:kms:.*:[0-9]{12}:key/.*",
                        "Value 'GARDENING' at 'domain' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [ECOMMERCE, VIDEO_ON_DEMAND]"));
    }

    @Test
    void noMoreThanTheQuotaCanBeMadeUntilOneIsGone() {
        var small = Shop.openWithQuotasOfTwo();
        var one = small.group("one");
        small.group("two");

        assertThat(refusal(() -> small.group("three")))
                .isEqualTo("LimitExceededException: Cannot create a dataset group. There are 2 already. Delete some and"
                        + " try again.");
        small.personalize().deleteDatasetGroup(request -> request.datasetGroupArn(one));
        awaitGone(() -> small.statusOfGroup(one));
        assertThat(small.group("three")).isEqualTo(small.arn("dataset-group/three"));
    }
}
