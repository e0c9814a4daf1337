package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsRequest;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsResponse;

/**
 * The rules of Reactive Streams, each named by its number, against a service that responds under the test's control.
 */
class PagePublisherTest {

    private final List<ListDatasetImportJobsRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<ListDatasetImportJobsResponse>> answers = new ArrayList<>();

    @Test
    void nothingIsRequestedWithoutDemand() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(0);

        publisher().subscribe(subscriber);

        assertThat(subscriber.signals).containsExactly("subscribed");
        assertThat(requests).isEmpty();
    }

    @Test
    void noMorePagesComeThanWereAskedFor() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);
        publisher().subscribe(subscriber);

        answer(0, 10);
        assertThat(subscriber.elements).hasSize(1);
        assertThat(requests).hasSize(1);

        subscriber.subscription().request(2);
        answer(1, 10);
        answer(2, 10);
        assertThat(subscriber.signals).containsExactly("subscribed", "next", "next", "next", "complete"); // 1.1, 1.5
        assertThat(requests).extracting(ListDatasetImportJobsRequest::nextToken).containsExactly(null, "4", "8");
    }

    @Test
    void demandAddsUpButOneRequestIsInFlightAtATime() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);
        publisher().subscribe(subscriber);

        subscriber.subscription().request(Long.MAX_VALUE); // 3.17: without overflow
        subscriber.subscription().request(Long.MAX_VALUE);

        assertThat(requests).hasSize(1);
        answer(0, 10);
        assertThat(requests).hasSize(2);
    }

    @Test
    void itemsAreGivenByDemandOutOfOnePage() {
        var subscriber = new RecordingSubscriber<DatasetImportJobSummary>(3);
        publisher().items().subscribe(subscriber);

        answer(0, 10);
        assertThat(ImportJobs.names(subscriber.elements)).containsExactly("job-0", "job-1", "job-2");

        subscriber.subscription().request(1);
        assertThat(subscriber.elements).hasSize(4);
        assertThat(requests).hasSize(1);

        subscriber.subscription().request(1);
        assertThat(requests).hasSize(2);
    }

    @Test
    void completionNeedsNoDemand() {
        var subscriber = new RecordingSubscriber<DatasetImportJobSummary>(2);
        publisher().items().subscribe(subscriber);

        answer(0, 2);

        assertThat(subscriber.signals).containsExactly("subscribed", "next", "next", "complete");
    }

    @Test
    void aCancelledSubscriptionGetsNothingMoreAndGivesUpItsRequest() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(2);
        publisher().subscribe(subscriber);
        answer(0, 10);

        subscriber.subscription().cancel();
        subscriber.subscription().cancel(); // 3.7
        subscriber.subscription().request(1); // 3.6
        subscriber.subscription().request(-1); // 3.6

        assertThat(answers.get(1)).isCancelled();
        assertThat(subscriber.signals).containsExactly("subscribed", "next");
        assertThat(requests).hasSize(2);
    }

    @Test
    void aSubscriberMayCancelWhileItGetsAnElement() {
        var subscriber = new RecordingSubscriber<DatasetImportJobSummary>(Long.MAX_VALUE) {
            @Override
            public void onNext(DatasetImportJobSummary job) {
                super.onNext(job);
                subscription().cancel();
            }
        };
        publisher().items().subscribe(subscriber);

        answer(0, 10);

        assertThat(subscriber.signals).containsExactly("subscribed", "next");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aFailedRequestIsTheLastSignal() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(Long.MAX_VALUE);
        publisher().subscribe(subscriber);
        answer(0, 10);

        answers.get(1).completeExceptionally(new IllegalStateException("connection lost"));

        assertThat(subscriber.signals).containsExactly("subscribed", "next", "error"); // 1.4, 1.7
        assertThat(subscriber.failure).isInstanceOf(IllegalStateException.class).hasMessage("connection lost");
        subscriber.subscription().request(1);
        assertThat(subscriber.signals).hasSize(3);
    }

    @Test
    void aClientThatThrowsIsAFailedRequest() {
        var client = ImportJobs.asyncClient(request -> {
            throw new IllegalStateException("closed");
        });
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);

        PersonalizePaginators.listDatasetImportJobs(client).paginate().subscribe(subscriber);

        assertThat(subscriber.signals).containsExactly("subscribed", "error");
        assertThat(subscriber.failure).hasMessage("closed");
    }

    @Test
    void aBadStartingTokenIsAnErrorToTheSubscriber() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);

        publisher(PaginationConfig.builder().startingToken("a___b___c").build()).subscribe(subscriber);

        assertThat(subscriber.signals).containsExactly("subscribed", "error"); // 1.9: subscribed comes first
        assertThat(subscriber.failure).isInstanceOf(BadStartingTokenException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void aTokenThatCannotBeWrittenIsAnErrorToTheSubscriber() {
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);
        publisher(new PaginationConfig(1, null, ResumeTokenTest.base64("{}"))).subscribe(subscriber);

        answer(0, 10);

        assertThat(subscriber.signals).containsExactly("subscribed", "error");
        assertThat(subscriber.failure).isInstanceOf(BadStartingTokenException.class);
    }

    @Test
    void aRepeatedTokenIsAnErrorAfterThePagesThatCarryIt() {
        var client =
                ImportJobs.asyncClient(request -> CompletableFuture.completedFuture(ImportJobs.page("again", 0, 1)));
        var subscriber = new RecordingSubscriber<ListDatasetImportJobsResponse>(Long.MAX_VALUE);

        PersonalizePaginators.listDatasetImportJobs(client).paginate().subscribe(subscriber);

        assertThat(subscriber.signals).containsExactly("subscribed", "next", "next", "error");
        assertThat(subscriber.failure).isInstanceOf(RepeatedTokenException.class);
    }

    @Test
    void askingForNoElementsIsAnError() {
        var zero = new RecordingSubscriber<ListDatasetImportJobsResponse>(0);
        var negative = new RecordingSubscriber<ListDatasetImportJobsResponse>(-1);
        publisher().subscribe(zero);
        publisher().subscribe(negative);

        zero.subscription().request(0);
        zero.subscription().request(1);

        assertThat(zero.signals).containsExactly("subscribed", "error"); // 3.9
        assertThat(zero.failure).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3.9");
        assertThat(negative.signals).containsExactly("subscribed", "error");
        assertThat(requests).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // the test passes null
    void noSubscriberIsAnErrorToTheCaller() {
        assertThatNullPointerException().isThrownBy(() -> publisher().subscribe(null)); // 1.9
        assertThatNullPointerException().isThrownBy(() -> publisher().items().subscribe(null));
    }

    @Test
    void everySubscriberBeginsAfresh() {
        var publisher = publisher(PaginationConfig.builder().maxItems(4).build());
        var first = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);
        var second = new RecordingSubscriber<ListDatasetImportJobsResponse>(1);

        publisher.subscribe(first);
        answer(0, 10);
        assertThat(publisher.resumeToken()).contains(ResumeToken.at("4", 0).encode());
        publisher.subscribe(second);
        assertThat(publisher.resumeToken()).isEmpty();
        answer(1, 10);

        assertThat(requests).extracting(ListDatasetImportJobsRequest::nextToken).containsExactly(null, null);
        assertThat(first.signals).isEqualTo(second.signals).containsExactly("subscribed", "next", "complete");
    }

    @Test
    void noSignalComesBeforeOnSubscribeHasReturned() {
        var returned = new ArrayList<String>();
        var subscriber = new RecordingSubscriber<DatasetImportJobSummary>(1) {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                super.onSubscribe(subscription);
                returned.addAll(signals);
            }
        };
        var client = ImportJobs.asyncClient(request -> CompletableFuture.completedFuture(ImportJobs.page(null, 0, 1)));

        PersonalizePaginators.listDatasetImportJobs(client).paginate().items().subscribe(subscriber);

        assertThat(returned).containsExactly("subscribed"); // 1.3
        assertThat(subscriber.signals).containsExactly("subscribed", "next", "complete");
    }

    @Test
    void answersThatAreThereAtOnceDoNotDeepenTheStack() {
        int total = 200_000;
        var service = ImportJobs.holding(total);
        var client = ImportJobs.asyncClient(request -> CompletableFuture.completedFuture(service.apply(request)));
        var received = new AtomicInteger();
        var oneByOne = new RecordingSubscriber<DatasetImportJobSummary>(1) {
            @Override
            public void onNext(DatasetImportJobSummary job) {
                received.incrementAndGet();
                subscription().request(1); // 3.3
            }
        };

        PersonalizePaginators.listDatasetImportJobs(client).paginate().items().subscribe(oneByOne);

        assertThat(received).hasValue(total);
        assertThat(oneByOne.signals).containsExactly("subscribed", "complete");
    }

    @Test
    void demandAndAnswersFromManyThreadsNeitherLoseNorRepeatNorOverlap() throws Exception {
        int total = 4_000;
        var service = ImportJobs.holding(total);
        var overlapping = new AtomicInteger();
        var inside = new AtomicInteger();
        var subscriber = new RecordingSubscriber<DatasetImportJobSummary>(0) {
            @Override
            public void onNext(DatasetImportJobSummary job) {
                overlapping.accumulateAndGet(inside.incrementAndGet(), Math::max);
                super.onNext(job);
                inside.decrementAndGet();
            }
        };
        var threads = Executors.newFixedThreadPool(4);
        try {
            var client = ImportJobs.asyncClient(
                    request -> CompletableFuture.supplyAsync(() -> service.apply(request), threads));
            PersonalizePaginators.listDatasetImportJobs(client)
                    .paginate()
                    .items()
                    .subscribe(subscriber);
            for (int i = 0; i < total; i++) {
                threads.execute(() -> subscriber.subscription().request(1));
            }
            subscriber.await();
        } finally {
            threads.shutdownNow();
        }

        assertThat(ImportJobs.names(subscriber.elements)).isEqualTo(ImportJobs.names(ImportJobs.page(null, 0, total)));
        assertThat(overlapping).hasValue(1);
    }

    @Test
    void aSubscriberThatThrowsIsCancelledAndItsThreadHearsOfIt() throws Exception {
        var heard = new ArrayList<Throwable>();
        var broken = new RecordingSubscriber<ListDatasetImportJobsResponse>(2) {
            @Override
            public void onNext(ListDatasetImportJobsResponse page) {
                throw new IllegalStateException("broken subscriber");
            }
        };
        publisher().subscribe(broken);
        var answering = new Thread(() -> answer(0, 10));
        answering.setUncaughtExceptionHandler((thread, thrown) -> heard.add(thrown));

        answering.start();
        answering.join();

        assertThat(heard).singleElement().asString().contains("broken subscriber"); // 2.13
        assertThat(broken.signals).containsExactly("subscribed");
        assertThat(requests).hasSize(1);
    }

    @Test
    void theFullResultIsAFutureAndCancellingItEndsTheWalk() throws Exception {
        var result = publisher().buildFullResult();
        answer(0, 6);
        answer(1, 6);
        assertThat(ImportJobs.names(result.get().items())).hasSize(6);

        var given = publisher().buildFullResult();
        given.cancel(true);
        assertThat(answers.get(2)).isCancelled();
        assertThat(requests).hasSize(3);
    }

    @Test
    void theFullResultFailsWithTheRequest() {
        var result = publisher().buildFullResult();

        answers.get(0).completeExceptionally(new IllegalStateException("connection lost"));

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("connection lost");
    }

    private PagePublisher<ListDatasetImportJobsResponse, DatasetImportJobSummary> publisher() {
        return publisher(PaginationConfig.everything());
    }

    private PagePublisher<ListDatasetImportJobsResponse, DatasetImportJobSummary> publisher(PaginationConfig config) {
        var client = ImportJobs.asyncClient(request -> {
            var answer = new CompletableFuture<ListDatasetImportJobsResponse>();
            requests.add(request);
            answers.add(answer);
            return answer;
        });
        return PersonalizePaginators.listDatasetImportJobs(client).paginate(config);
    }

    /** Answers a request, by its number, like a service of `total` jobs. */
    private void answer(int number, int total) {
        answers.get(number).complete(ImportJobs.holding(total).apply(requests.get(number)));
    }
}
