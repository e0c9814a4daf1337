package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransitionWaitTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Catalog catalog;
    private final Arn first;
    private final Arn other;
    private final AtomicInteger calls = new AtomicInteger();

    TransitionWaitTest(@TempDir Path folder) {
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        first = insert("first");
        other = insert("other");
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Arn insert(String name) {
        var arn = new Scope("000000000000", "us-east-1").arn("dataset-group", name);
        catalog.write(transaction -> {
            transaction.insert(
                    new DatasetGroup(name, arn, Status.DELETE_PENDING, null, null, THEN, THEN, null, null), List.of());
            return arn;
        });
        return arn;
    }

    private void remove(Arn arn) {
        catalog.write(transaction -> {
            transaction.resources().remove(arn);
            return arn;
        });
    }

    /// Fails until the resource is gone, like a creation with its name.
    private String callUntilGone(Arn arn) {
        calls.incrementAndGet();
        if (catalog.read(view -> view.find(arn)).isPresent()) {
            throw inUse().awaiting(Set.of(arn));
        }
        return "made";
    }

    private static ResourceInUse inUse() {
        return new ResourceInUse("it is in use");
    }

    @Test
    void aCallIsRepeatedWhenWhatItAwaitsHasChanged() throws Exception {
        try (var wait = new TransitionWait(catalog, LONG);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = callers.submit(() -> wait.retrying(() -> callUntilGone(first)));
            Shop.await(() -> calls.get() > 0);

            remove(first);

            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("made");
        }
    }

    @Test
    void aChangeThatComesBeforeTheWaitBeginsIsNotMissed() {
        try (var wait = new TransitionWait(catalog, LONG)) {
            var answer = wait.retrying(() -> {
                try {
                    return callUntilGone(first);
                } catch (ServiceException e) {
                    remove(first);
                    throw e;
                }
            });

            assertThat(answer).isEqualTo("made");
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void changesOfOtherResourcesRepeatNothing() throws Exception {
        try (var wait = new TransitionWait(catalog, LONG);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = callers.submit(() -> wait.retrying(() -> callUntilGone(first)));
            Shop.await(() -> calls.get() > 0);
            int before = calls.get();

            remove(other);
            remove(first);

            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("made");
            // none more if it had not looked yet, a second one if it was about to wait
            assertThat(calls.get()).isBetween(before, before + 2);
        }
    }

    @Test
    void aRefusalThatDoesNotEndByItselfIsTheAnswerAtOnce() {
        try (var wait = new TransitionWait(catalog, LONG)) {
            assertThatThrownBy(() -> wait.retrying(() -> {
                        calls.incrementAndGet();
                        throw inUse();
                    }))
                    .isInstanceOf(ResourceInUse.class);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void aWaitHasABound() {
        try (var wait = new TransitionWait(catalog, Duration.ofMillis(20))) {
            assertThatThrownBy(() -> wait.retrying(() -> callUntilGone(first)))
                    .isInstanceOf(ResourceInUse.class)
                    .hasMessage("it is in use");
        }
    }

    @Test
    void callsThatWaitHoldNoConnectionOfTheCatalog() throws Exception {
        int many = 200;
        var answered = new CountDownLatch(many);
        try (var wait = new TransitionWait(catalog, LONG);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                callers.execute(() -> {
                    wait.retrying(() -> callUntilGone(first));
                    answered.countDown();
                });
            }
            Shop.await(() -> calls.get() >= many);

            assertThat(catalog.<Boolean>read(view -> view.find(other).isPresent()))
                    .isTrue();
            assertThat(answered.getCount()).isEqualTo(many);
            remove(first);

            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStopEndsEveryWait() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var wait = new TransitionWait(catalog, LONG);
            var answer = callers.submit(() -> wait.retrying(() -> callUntilGone(first)));
            Shop.await(() -> calls.get() > 0);

            wait.close();

            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ResourceInUse.class);
            assertThatThrownBy(() -> wait.retrying(() -> callUntilGone(first))).isInstanceOf(ResourceInUse.class);
        }
    }

    @Test
    void nobodyWaitsForTheDeletionOfWhatTheCallNeeds() {
        var fixture = OperationsFixture.open(); // nothing is deleted there
        var group = fixture.group("shop", null);

        fixture.call("DeleteDatasetGroup", "datasetGroupArn", group);

        assertThat(fixture.call("DescribeDatasetGroup", "datasetGroupArn", group)
                        .at("/datasetGroup/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
        assertThat(inUse(() -> fixture.call("DeleteDatasetGroup", "datasetGroupArn", group)))
                .hasMessageEndingWith("is DELETE PENDING: it is being deleted already.")
                .satisfies(refusal -> assertThat(refusal.awaited()).isEmpty());
        assertThat(inUse(() -> fixture.solution("top", group, "aws-popularity-count")))
                .hasMessageEndingWith("is DELETE PENDING: it is being deleted.")
                .satisfies(refusal -> assertThat(refusal.awaited()).isEmpty());
    }

    private static ResourceInUse inUse(ThrowingCallable call) {
        return catchThrowableOfType(ResourceInUse.class, call);
    }
}
