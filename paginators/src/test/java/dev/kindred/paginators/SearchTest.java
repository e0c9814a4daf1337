package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsResponse;
import software.amazon.awssdk.services.personalize.model.ListRecommendersResponse;
import software.amazon.awssdk.services.personalize.model.RecommenderConfig;
import software.amazon.awssdk.services.personalize.model.RecommenderSummary;
import software.amazon.awssdk.services.personalize.model.TrainingDataConfig;

class SearchTest {

    private static final StubService SERVICE = new StubService(5, 2);
    private static final PersonalizeClient CLIENT = SERVICE.client();
    private static final PersonalizeAsyncClient ASYNC_CLIENT = SERVICE.asyncClient();

    private final Pages<ListDatasetImportJobsResponse, DatasetImportJobSummary> pages =
            PersonalizePaginators.listDatasetImportJobs(CLIENT).paginate();

    @BeforeEach
    void forgetRequests() {
        SERVICE.takeRequests();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        ASYNC_CLIENT.close();
        SERVICE.close();
    }

    @Test
    void aListGivesItsElements() {
        assertThat(pages.search("datasetImportJobs[?status=='ACTIVE'].jobName"))
                .containsExactly("item-0", "item-2", "item-4");
    }

    @Test
    void anythingElseIsGivenOncePerPage() {
        assertThat(pages.search("length(datasetImportJobs)").map(Object::toString))
                .containsExactly("2", "2", "1");
        assertThat(pages.search("nextToken")).containsExactly("2", "4", null);
        assertThat(pages.search("nothing.here")).containsExactly(null, null, null);
        assertThat(pages.search("{first: datasetImportJobs[0].jobName}"))
                .containsExactly(Map.of("first", "item-0"), Map.of("first", "item-2"), Map.of("first", "item-4"));
    }

    @Test
    void aListWithinAListStaysAList() {
        assertThat(pages.search("[datasetImportJobs[].jobName]"))
                .containsExactly(List.of("item-0", "item-1"), List.of("item-2", "item-3"), List.of("item-4"));
    }

    @Test
    void pagesAreSearchedAsTheStreamIsRead() {
        assertThat(pages.search("datasetImportJobs[].jobName").limit(2)).hasSize(2);
        assertThat(SERVICE.takeRequests()).hasSize(1);
    }

    @Test
    void membersAreNamedAsOnTheWire() {
        var filters = PersonalizePaginators.listFilters(CLIENT).paginate();

        assertThat(filters.search("Filters[].name")).hasSize(5);
        assertThat(filters.search("filters[].name")).containsExactly(null, null, null);
    }

    @Test
    void aMemberTheServiceLeftOutIsAbsent() {
        var client = ImportJobs.client(request -> ImportJobs.page(null, 0, 1));

        assertThat(PersonalizePaginators.listDatasetImportJobs(client)
                        .paginate()
                        .search("[keys(@), keys(datasetImportJobs[0])][]"))
                .containsExactly("datasetImportJobs", "jobName");
    }

    @Test
    void timestampsAreSecondsThatCanBeComparedAndSorted() {
        assertThat(pages.search("datasetImportJobs[?creationDateTime > `1700000003`].creationDateTime"))
                .containsExactly(new BigDecimal("1700000003.5"), new BigDecimal("1700000004.5"));
        assertThat(pages.search("reverse(sort_by(datasetImportJobs, &creationDateTime))[].jobName"))
                .containsExactly("item-1", "item-0", "item-3", "item-2", "item-4");
    }

    @Test
    void theResponsesMetadataIsWhereBoto3HasIt() {
        assertThat(pages.search("ResponseMetadata.[RequestId, HTTPStatusCode, HTTPHeaders.\"x-amzn-requestid\"]"))
                .startsWith("stub-request", 200, "stub-request");
    }

    @Test
    void nestedStructuresMapsAndNumbersAreReached() {
        var config = RecommenderConfig.builder()
                .minRecommendationRequestsPerSecond(3)
                .enableMetadataWithRecommendations(true)
                .trainingDataConfig(TrainingDataConfig.builder()
                        .excludedDatasetColumns(Map.of("ITEMS", List.of("PRICE", "GENRE")))
                        .build())
                .build();
        var page = ListRecommendersResponse.builder()
                .recommenders(
                        RecommenderSummary.builder().recommenderConfig(config).build())
                .build();

        var results = new PageSearch("recommenders[0].recommenderConfig.[minRecommendationRequestsPerSecond,"
                        + " enableMetadataWithRecommendations, trainingDataConfig.excludedDatasetColumns.ITEMS[1],"
                        + " itemExplorationConfig]")
                .results(page);

        assertThat(results).containsExactly(3, true, "GENRE", null);
    }

    @Test
    void theLimitAndTheStartingTokenCutThePagesThatAreSearched() {
        var config = new PaginationConfig(2, null, ResumeToken.START.encode(1));
        var cut = PersonalizePaginators.listDatasetImportJobs(CLIENT).paginate(config);

        assertThat(cut.search("datasetImportJobs[].jobName")).containsExactly("item-1", "item-2");
        assertThat(cut.resumeToken()).contains(ResumeToken.at("2", 0).encode(1));
    }

    @Test
    void anExpressionThatDoesNotCompileIsRefusedAtOnce() {
        assertThatExceptionOfType(SearchException.class)
                .isThrownBy(() -> pages.search("datasetImportJobs[?status=="))
                .withMessageStartingWith("Cannot search with the JMESPath expression datasetImportJobs[?status==: ")
                .withMessageContaining("position");
        assertThat(SERVICE.takeRequests()).isEmpty();
    }

    @Test
    void aFunctionThatDoesNotTakeItsValueFailsTheStream() {
        assertThatExceptionOfType(SearchException.class)
                .isThrownBy(() -> pages.search("length(nothing)").toList())
                .withMessageContaining("length");
    }

    @Test
    void aPublisherGivesAnEmptyElementForNull() throws Exception {
        var publisher =
                PersonalizePaginators.listDatasetImportJobs(ASYNC_CLIENT).paginate();
        var tokens = new RecordingSubscriber<Optional<Object>>(Long.MAX_VALUE);
        var names = new RecordingSubscriber<Optional<Object>>(Long.MAX_VALUE);
        var failing = new RecordingSubscriber<Optional<Object>>(Long.MAX_VALUE);

        publisher.search("nextToken").subscribe(tokens);
        publisher.search("datasetImportJobs[].jobName").subscribe(names);
        publisher.search("length(nothing)").subscribe(failing);

        assertThat(tokens.await().elements).containsExactly(Optional.of("2"), Optional.of("4"), Optional.empty());
        assertThat(names.await().elements).hasSize(5).startsWith(Optional.of("item-0"));
        assertThat(failing.await().failure).isInstanceOf(SearchException.class);
    }
}
