package dev.kindred.paginators;

import static dev.kindred.paginators.ResumeTokenTest.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.ListDatasetImportJobsRequest;

class StartingTokenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            {"nextToken": "4", "boto_truncate_amount": 2}              | 4     | 2
            {"boto_truncate_amount": 2, "nextToken": "4"}              | 4     | 2
            {"nextToken": null, "boto_truncate_amount": 3}             | null  | 3
            {"nextToken":"4"}                                          | 4     | 0
            {"nextToken": "None"}                                      | null  | 0
            {"nextToken": "4", "boto_truncate_amount": -1}             | 4     | -1
            {"nextToken": "4", "boto_truncate_amount": true}           | 4     | 1
            {"nextToken": "4", "boto_truncate_amount": false}          | 4     | 0
            {"nextToken": "4", "boto_truncate_amount": null}           | 4     | 0
            {"nextToken": "4", "boto_encoded_keys": null}              | 4     | 0
            {"nextToken": "4", "boto_encoded_keys": []}                | 4     | 0
            {"nextToken": "4", "nextToken": "5"}                       | 5     | 0
            {"nextToken": "4", "x": [1.5e3, -0, NaN, -Infinity, {}]}   | 4     | 0
            {"nextToken": "\\ud83d\\ude00\\/"}                         | 😀/   | 0
            """)
    void aResumeTokenSaysPageAndAmount(String json, @Nullable String serviceToken, int skipped) {
        var token = StartingToken.parse(base64(json));

        assertThat(token.serviceToken()).isEqualTo(serviceToken);
        assertThat(token.skipped()).isEqualTo(skipped);
    }

    @Test
    void spaceAroundJsonDoesNotMatter() {
        assertThat(StartingToken.parse(base64(" \t{ \"nextToken\" : \"4\" }\r\n")))
                .isEqualTo(ResumeToken.at("4", 0));
    }

    @Test
    void charactersOutsideTheAlphabetAreDropped() {
        var token = StartingToken.parse("é eyJuZXh0VG*9rZW4i\nOiAiNCJ9");

        assertThat(token).isEqualTo(ResumeToken.at("4", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock = """
            4                            | 4                           | 0
            4___1                        | 4                           | 1
            4___-1                       | 4                           | -1
            4___+1_0                     | 4                           | 10
            4___٣                        | 4                           | 3
            None___1                     | null                        | 1
            None                         | null                        | 0
            ___2                         | ``                          | 2
            ___                          | ___                         | 0
            4____1                       | 4____1                      | 0
            4___1_                       | 4___1_                      | 0
            4___x                        | 4___x                       | 0
            4___                         | 4___                        | 0
            eyJuZXh0VG9rZW4iOiAiNCJ      | eyJuZXh0VG9rZW4iOiAiNCJ     | 0
            """)
    void whatDoesNotDecodeIsTheOlderFormOrAServiceToken(String text, @Nullable String serviceToken, int skipped) {
        assertThat(StartingToken.parse(text)).isEqualTo(ResumeToken.at(serviceToken, skipped));
    }

    @Test
    void anEmptyTextIsAnEmptyServiceToken() {
        assertThat(StartingToken.parse("")).isEqualTo(ResumeToken.at("", 0));
    }

    @Test
    void spacesAroundTheOlderFormsAmountDoNotMatter() {
        assertThat(StartingToken.parse("4___ \u00a07\n")).isEqualTo(ResumeToken.at("4", 7));
    }

    @Test
    void halfASurrogatePairIsNoBase64() {
        String text = "eyJuZXh0VG9rZW4iOiAiNCJ9\ud83d";

        assertThat(StartingToken.parse(text)).isEqualTo(ResumeToken.at(text, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"nextToken\", \"4\"]",
                "{\"nextToken\": \"4\", \"boto_encoded_keys\": 1}",
                "{\"nextToken\": \"4\"} x",
                "{\"nextToken\": \"4\",}",
                "{'nextToken': '4'}",
                "{\"nextToken\": \"\n\"}",
                "{\"nextToken\": \"\\x\"}",
                "{\"nextToken\": \"\\u12g4\"}",
                "{\"nextToken\": 01}",
                "{\"nextToken\": \"4\"",
                "\ufeff{\"nextToken\": \"4\"}",
                "nul",
                "-",
                ""
            })
    void jsonThatIsNoTokenMakesTheWholeTextAServiceToken(String json) {
        String text = base64(json);

        assertThat(StartingToken.parse(text)).isEqualTo(ResumeToken.at(text, 0));
    }

    @Test
    void bytesThatAreNotUtf8MakeTheWholeTextAServiceToken() {
        assertThat(StartingToken.parse("/////w==")).isEqualTo(ResumeToken.at("/////w==", 0));
    }

    @Test
    void nestingWithoutEndIsNoToken() {
        String text = base64("[".repeat(100_000));

        assertThat(StartingToken.parse(text)).isEqualTo(ResumeToken.at(text, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            12                                                        | it decodes to 12, which is not a JSON object
            "4"                                                       | it decodes to '4', which is not a JSON object
            null                                                      | it decodes to None, which is not a JSON object
            true                                                      | it decodes to True, which is not a JSON object
            {"nextToken": 4}                                          | its nextToken is 4, not a string
            {"nextToken": ["4"]}                                      | its nextToken is ['4'], not a string
            {"nextToken": "4", "boto_truncate_amount": "2"}           | its boto_truncate_amount is '2', not a whole number
            {"nextToken": "4", "boto_truncate_amount": 2.0}           | its boto_truncate_amount is 2.0, not a whole number
            {"nextToken": "4", "boto_truncate_amount": 2147483648}    | no page holds the 2147483648 items that it skips
            {"nextToken": "AAAA", "boto_encoded_keys": [["nextToken"]]} | it holds a binary token; Personalize's are text
            """)
    void aTokenThatCannotEndWellIsRefusedWithTheReason(String json, String reason) {
        String text = base64(json);

        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(() -> StartingToken.parse(text))
                .withMessage("Bad starting token: " + text + " (" + reason + ")");
    }

    @Test
    void tooManyPartsAreABadToken() {
        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(() -> StartingToken.parse("a___b___c"))
                .withMessage("Bad starting token: a___b___c");
    }

    @Test
    void aTokenWithOtherMembersWalksUntilItWouldHaveToBeWritten() {
        var paginator = PersonalizePaginators.listDatasetImportJobs(ImportJobs.client(ImportJobs.holding(10)));
        String odd = base64("{\"nextToken\": \"4\", \"datasetArn\": \"x\"}");

        var whole = paginator.paginate(new PaginationConfig(null, null, odd));
        var toAPagesEnd = paginator.paginate(new PaginationConfig(4, null, odd));
        var cut = paginator.paginate(new PaginationConfig(3, null, odd));

        assertThat(whole.buildFullResult().items()).hasSize(6);
        assertThat(toAPagesEnd.buildFullResult().nextToken())
                .contains(ResumeToken.at("8", 0).encode());
        assertThatExceptionOfType(BadStartingTokenException.class)
                .isThrownBy(cut::buildFullResult)
                .withMessage("Bad starting token: {'nextToken': '4', 'datasetArn': 'x', 'boto_truncate_amount': 3}");
    }

    @Test
    void aTokenWithoutAPageLeavesTheRequestsOwnToken() {
        var paginator = PersonalizePaginators.listDatasetImportJobs(ImportJobs.client(ImportJobs.holding(10)));
        var request = ListDatasetImportJobsRequest.builder().nextToken("8").build();

        var pages =
                paginator.paginate(request, new PaginationConfig(null, null, base64("{\"boto_truncate_amount\": 1}")));

        assertThat(ImportJobs.names(pages.buildFullResult().items())).containsExactly("job-9");
    }
}
