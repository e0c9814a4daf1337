package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.InvalidNextTokenException;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsRequest;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsResponse;

class PagesTest {

    private final StubService service = new StubService(10, 4);
    private final PersonalizeClient client = service.client();

    @AfterEach
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void nothingIsRequestedBeforeAPageIsTaken() {
        var pages = paginate(PaginationConfig.everything());
        var iterator = pages.iterator();

        assertThat(iterator.hasNext()).isTrue();
        assertThat(pages.resumeToken()).isEmpty();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void eachPageTakenIsOneRequest() {
        var iterator = paginate(PaginationConfig.everything()).iterator();

        iterator.next();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(service.requests()).hasSize(1);

        iterator.next();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThat(service.requests()).hasSize(3);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    }

    @Test
    void itemsAreFetchedOnlyAsFarAsTheStreamIsRead() {
        var four = paginate(PaginationConfig.everything()).items().limit(4).toList();

        assertThat(four).hasSize(4);
        assertThat(service.takeRequests()).hasSize(1);

        var fifth = paginate(PaginationConfig.everything()).items().skip(4).findFirst();

        assertThat(fifth).map(DatasetImportJobSummary::jobName).contains("item-4");
        assertThat(service.takeRequests()).hasSize(2);
    }

    @Test
    void aTruncatedPageIsOtherwiseAsTheServiceSentIt() {
        var page = paginate(PaginationConfig.builder().maxItems(3).build())
                .iterator()
                .next();

        assertThat(page.datasetImportJobs()).hasSize(3);
        assertThat(page.nextToken()).isEqualTo("4");
        assertThat(page.responseMetadata().requestId()).isEqualTo("stub-request");
        assertThat(page.sdkHttpResponse().statusCode()).isEqualTo(200);
    }

    @Test
    void theResumeTokenIsThereOnceTheLimitIsReached() {
        var pages = paginate(PaginationConfig.builder().maxItems(6).build());
        var iterator = pages.iterator();

        iterator.next();
        assertThat(pages.resumeToken()).isEmpty();

        iterator.next();
        assertThat(pages.resumeToken()).contains(ResumeToken.at("4", 0).encode(2));
        assertThat(iterator.hasNext()).isFalse();
    }

    @Test
    void everyIteratorBeginsAfresh() {
        var pages = paginate(PaginationConfig.builder().maxItems(6).build());
        var first = pages.iterator();
        first.next();
        first.next();

        var second = pages.iterator();
        assertThat(pages.resumeToken()).isEmpty();

        assertThat(ImportJobs.names(second.next())).containsExactly("item-0", "item-1", "item-2", "item-3");
        assertThat(first.hasNext()).isFalse();
        assertThat(pages.buildFullResult().items()).hasSize(6);
    }

    @Test
    void theRequestGoesWithEveryPageAndThePageSizeOverridesIt() {
        var request = ListDatasetImportJobsRequest.builder()
                .datasetArn("arn:aws:personalize:us-east-1:000000000000:dataset/shop/INTERACTIONS")
                .maxResults(9)
                .build();

        PersonalizePaginators.listDatasetImportJobs(client)
                .paginate(request, PaginationConfig.builder().pageSize(5).build())
                .buildFullResult();

        assertThat(service.takeRequests())
                .extracting(StubService.Request::maxResults, StubService.Request::datasetArn)
                .containsExactly(tuple(5, request.datasetArn()), tuple(5, request.datasetArn()));

        PersonalizePaginators.listDatasetImportJobs(client).paginate(request).buildFullResult();

        assertThat(service.takeRequests())
                .extracting(StubService.Request::maxResults)
                .containsExactly(9, 9);
    }

    @Test
    void theRequestsNextTokenIsWhereTheFirstPageBegins() {
        var request = ListDatasetImportJobsRequest.builder().nextToken("4").build();
        var paginator = PersonalizePaginators.listDatasetImportJobs(client);

        assertThat(paginator.paginate(request).items()).hasSize(6);
        assertThat(service.takeRequests())
                .extracting(StubService.Request::nextToken)
                .containsExactly("4", "8");
    }

    @Test
    void aLimitWithinTheFirstPageForgetsTheRequestsNextTokenAsBoto3Does() {
        var request = ListDatasetImportJobsRequest.builder().nextToken("4").build();
        var config = PaginationConfig.builder().maxItems(1).build();
        var paginator = PersonalizePaginators.listDatasetImportJobs(client);

        String token = paginator
                .paginate(request, config)
                .buildFullResult()
                .nextToken()
                .orElseThrow();

        assertThat(token).isEqualTo(ResumeToken.START.encode(1));
        assertThat(paginator
                        .paginate(
                                request, config.toBuilder().startingToken(token).build())
                        .items())
                .extracting(DatasetImportJobSummary::jobName)
                .containsExactly("item-1");
    }

    @Test
    void aStartingTokenOverridesTheRequestsNextToken() {
        var request = ListDatasetImportJobsRequest.builder().nextToken("4").build();
        var paginator = PersonalizePaginators.listDatasetImportJobs(client);

        assertThat(paginator.paginate(request, startingAt("8")).items()).hasSize(2);
        assertThat(paginator.paginate(request, startingAt("None")).items()).hasSize(10);
    }

    @Test
    void aTokenRepeatedIsAnErrorAfterThePageThatRepeatsIt() {
        var stuck = ImportJobs.client(request -> ImportJobs.page("it's", 0, 2));
        var iterator =
                PersonalizePaginators.listDatasetImportJobs(stuck).paginate().iterator();

        iterator.next();
        iterator.next();

        assertThatExceptionOfType(RepeatedTokenException.class)
                .isThrownBy(iterator::next)
                .withMessage("Error during pagination: The same next token was received twice: {'nextToken': \"it's\"}")
                .extracting(RepeatedTokenException::nextToken)
                .isEqualTo("it's");
        assertThatExceptionOfType(RepeatedTokenException.class).isThrownBy(iterator::hasNext);
    }

    @Test
    void aLimitReachedOnThePageThatRepeatsATokenIsNoError() {
        var stuck = ImportJobs.client(request -> ImportJobs.page("7", 0, 2));

        var result = PersonalizePaginators.listDatasetImportJobs(stuck)
                .paginate(PaginationConfig.builder().maxItems(4).build())
                .buildFullResult();

        assertThat(result.items()).hasSize(4);
        assertThat(result.nextToken()).contains(ResumeToken.at("7", 0).encode());
    }

    @Test
    void aStartingTokenThatComesBackOnceIsNoError() {
        var answers = new ArrayList<>(List.of(ImportJobs.page("7", 0, 2), ImportJobs.page(null, 2, 4)));
        var odd = ImportJobs.client(request -> answers.remove(0));

        assertThat(PersonalizePaginators.listDatasetImportJobs(odd)
                        .paginate(startingAt("7"))
                        .items())
                .hasSize(4);
    }

    @Test
    void anEmptyTokenEndsTheWalk() {
        var client = ImportJobs.client(request -> ImportJobs.page("", 0, 2));

        assertThat(PersonalizePaginators.listDatasetImportJobs(client).paginate())
                .hasSize(1);
    }

    @Test
    void emptyPagesWithATokenAreWalkedThrough() {
        var answers = new ArrayList<>(List.of(
                ImportJobs.page("a", 0, 0),
                ImportJobs.page("b", 0, 1),
                ImportJobs.page("c", 1, 1),
                ImportJobs.page(null, 1, 2)));
        var client = ImportJobs.client(request -> answers.remove(0));

        assertThat(PersonalizePaginators.listDatasetImportJobs(client)
                        .paginate()
                        .items())
                .extracting(DatasetImportJobSummary::jobName)
                .containsExactly("job-0", "job-1");
    }

    @Test
    void aPageWithoutItsListCountsAsEmpty() {
        var client = ImportJobs.client(
                request -> ListDatasetImportJobsResponse.builder().build());

        var result = PersonalizePaginators.listDatasetImportJobs(client)
                .paginate(new PaginationConfig(5, null, "4___2"))
                .buildFullResult();

        assertThat(result.items()).isEmpty();
        assertThat(result.nextToken()).isEmpty();
    }

    @Test
    void theServicesRefusalPassesThrough() {
        var pages = paginate(startingAt("no such token"));

        assertThatExceptionOfType(InvalidNextTokenException.class)
                .isThrownBy(pages::buildFullResult)
                .withMessageContaining("The token is not valid.");
    }

    @Test
    void aFailedRequestIsSentAgainByTheNextCall() {
        var attempts = new ArrayList<ListDatasetImportJobsRequest>();
        var flaky = ImportJobs.client(request -> {
            attempts.add(request);
            if (attempts.size() == 2) {
                throw new IllegalStateException("connection lost");
            }
            return ImportJobs.holding(6).apply(request);
        });
        var iterator =
                PersonalizePaginators.listDatasetImportJobs(flaky).paginate().iterator();

        iterator.next();
        assertThatThrownBy(iterator::next).hasMessage("connection lost");

        assertThat(ImportJobs.names(iterator.next())).containsExactly("job-4", "job-5");
        assertThat(attempts).hasSize(3);
        assertThat(attempts.get(2)).isEqualTo(attempts.get(1));
    }

    @Test
    void aBadStartingTokenFailsTheWalkBeforeItsFirstRequest() {
        var pages = paginate(startingAt("a___b___c"));

        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(() -> pages.iterator().next())
                .withMessage("Bad starting token: a___b___c");
        assertThat(service.requests()).isEmpty();
    }

    private Pages<ListDatasetImportJobsResponse, DatasetImportJobSummary> paginate(PaginationConfig config) {
        return PersonalizePaginators.listDatasetImportJobs(client).paginate(config);
    }

    private static PaginationConfig startingAt(String token) {
        return PaginationConfig.builder().startingToken(token).build();
    }
}
