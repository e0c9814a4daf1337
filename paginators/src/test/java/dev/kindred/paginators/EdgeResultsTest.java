package dev.kindred.paginators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;

/**
 * The results of each configuration for ten items in pages of four: the items, the resume token and the number of
 * requests.
 */
class EdgeResultsTest {

    private static final StubService SERVICE = new StubService(10, 4);
    private static final PersonalizeClient CLIENT = SERVICE.client();
    private static final PersonalizeAsyncClient ASYNC_CLIENT = SERVICE.asyncClient();

    @BeforeAll
    static void warmUp() {
        PersonalizePaginators.listRecipes(CLIENT).paginate().buildFullResult();
    }

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # row                           | max | start token, as JSON                            | items | next token, as JSON                                 | requests
            no limit                        | -   | -                                                 | 0-9   | -                                                   | 3
            3 of all                        | 3   | -                                                 | 0-2   | {"nextToken": null, "boto_truncate_amount": 3}      | 1
            3 more                          | 3   | {"nextToken": null, "boto_truncate_amount": 3}    | 3-5   | {"nextToken": "4", "boto_truncate_amount": 2}       | 2
            3 more again                    | 3   | {"nextToken": "4", "boto_truncate_amount": 2}     | 6-8   | {"nextToken": "8", "boto_truncate_amount": 1}       | 2
            the last 1                      | 3   | {"nextToken": "8", "boto_truncate_amount": 1}     | 9-9   | -                                                   | 1
            a page                          | 4   | -                                                 | 0-3   | {"nextToken": "4"}                                  | 1
            2 pages                         | 8   | -                                                 | 0-7   | {"nextToken": "8"}                                  | 2
            2 pages and 1                   | 9   | -                                                 | 0-8   | {"nextToken": "8", "boto_truncate_amount": 1}       | 3
            as many as there are            | 10  | -                                                 | 0-9   | -                                                   | 3
            more than there are             | 11  | -                                                 | 0-9   | -                                                   | 3
            none                            | 0   | -                                                 | -     | {"nextToken": null, "boto_truncate_amount": 0}      | 1
            none from a start               | 0   | {"nextToken": "4", "boto_truncate_amount": 2}     | -     | {"nextToken": "4", "boto_truncate_amount": 2}       | 1
            minus one                       | -1  | -                                                 | 0-2   | {"nextToken": null, "boto_truncate_amount": -1}     | 1
            minus more than a page          | -9  | -                                                 | -     | {"nextToken": null, "boto_truncate_amount": -9}     | 1
            a start beyond its page         | 2   | {"nextToken": "4", "boto_truncate_amount": 9}     | 8-9   | -                                                   | 2
            a start beyond its page, cut    | 1   | {"nextToken": "4", "boto_truncate_amount": 9}     | 8-8   | {"nextToken": "8", "boto_truncate_amount": 1}       | 2
            a start from a page's end       | -   | {"nextToken": "4", "boto_truncate_amount": -1}    | 7-9   | -                                                   | 2
            a start at a page's start       | -   | {"nextToken": "8"}                                | 8-9   | -                                                   | 1
            """)
    void aConfigurationGives(
            String row,
            @Nullable Integer maxItems,
            @Nullable String start,
            @Nullable String items,
            @Nullable String next,
            int requests)
            throws Exception {
        var config = new PaginationConfig(maxItems, null, start == null ? null : base64(start));

        var pages = PersonalizePaginators.listDatasetImportJobs(CLIENT).paginate(config);
        var result = pages.buildFullResult();
        int sent = SERVICE.takeRequests().size();
        var publisher =
                PersonalizePaginators.listDatasetImportJobs(ASYNC_CLIENT).paginate(config);
        var asyncResult = publisher.buildFullResult().get();
        int asyncSent = SERVICE.takeRequests().size();

        assertThat(ImportJobs.names(result.items())).isEqualTo(range(items));
        assertThat(result.nextToken().map(EdgeResultsTest::json).orElse(null)).isEqualTo(next);
        assertThat(sent).isEqualTo(requests);
        assertThat(pages.resumeToken()).isEqualTo(result.nextToken());
        assertThat(ImportJobs.names(asyncResult.items())).isEqualTo(range(items));
        assertThat(asyncResult.nextToken()).isEqualTo(result.nextToken());
        assertThat(asyncSent).isEqualTo(requests);
        assertThat(publisher.resumeToken()).isEqualTo(result.nextToken());
    }

    @Test
    void noneOfAnEmptyFirstPageThatHasATokenResumesAtThatToken() {
        var client = ImportJobs.client(request -> ImportJobs.page("next", 0, 0));

        var result = PersonalizePaginators.listDatasetImportJobs(client)
                .paginate(PaginationConfig.builder().maxItems(0).build())
                .buildFullResult();

        assertThat(result.items()).isEmpty();
        assertThat(json(result.nextToken().orElseThrow())).isEqualTo("{\"nextToken\": \"next\"}");
    }

    @Test
    void aSmallerPageSizeOnResumingSkipsItemsAndALargerOneStillFits() {
        String token = base64("{\"nextToken\": \"4\", \"boto_truncate_amount\": 3}");

        assertThat(names(new PaginationConfig(null, 2, token))).isEqualTo(range("6-9"));
        assertThat(names(new PaginationConfig(null, 5, token))).isEqualTo(range("7-9"));
    }

    private static List<String> names(PaginationConfig config) {
        return PersonalizePaginators.listDatasetImportJobs(CLIENT)
                .paginate(config)
                .items()
                .map(DatasetImportJobSummary::jobName)
                .toList();
    }

    private static List<String> range(@Nullable String bounds) {
        if (bounds == null) {
            return List.of();
        }
        String[] firstAndLast = bounds.split("-", 2);
        return IntStream.rangeClosed(Integer.parseInt(firstAndLast[0]), Integer.parseInt(firstAndLast[1]))
                .mapToObj(number -> "item-" + number)
                .toList();
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String token) {
        return new String(Base64.getDecoder().decode(Objects.requireNonNull(token)), StandardCharsets.UTF_8);
    }
}
