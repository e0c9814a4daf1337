package dev.kindred.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTextTest {

    private static CallText text(String operation, Map<String, ?> request) {
        return CallText.of(new Call(operation, request));
    }

    @Test
    void aListIsWrittenForThreeClients() {
        var call = text("ListDatasetImportJobs", Map.of("datasetArn", "arn:aws:personalize:::x/y", "maxResults", 25));

        assertThat(call.awsCli()).isEqualTo("""
                aws personalize list-dataset-import-jobs \\
                  --dataset-arn arn:aws:personalize:::x/y \\
                  --max-results 25""");
        assertThat(call.boto3()).isEqualTo("""
                boto3.client("personalize").list_dataset_import_jobs(
                    datasetArn="arn:aws:personalize:::x/y",
                    maxResults=25)""");
        assertThat(call.java()).isEqualTo("""
                PersonalizeClient.create().listDatasetImportJobs(request -> request
                    .datasetArn("arn:aws:personalize:::x/y")
                    .maxResults(25))""");
    }

    @Test
    void wordsAreSplitAsBotocoreDoes() {
        assertThat(text("CreateSolution", Map.of("performAutoML", true)).awsCli())
                .isEqualTo("aws personalize create-solution \\\n  --perform-auto-ml");
        assertThat(text("CreateSolution", Map.of("performAutoML", false)).awsCli())
                .endsWith("--no-perform-auto-ml");
        assertThat(text("CreateCampaign", Map.of("minProvisionedTPS", 1)).awsCli())
                .contains("--min-provisioned-tps 1");
    }

    @Test
    void valuesAreQuotedForEachLanguage() {
        var call = text(
                "GetRecommendations",
                Map.of("userId", "o'hara \"x\" $HOME", "filterValues", Map.of("g", "\"a\",\"b\"")));

        assertThat(call.awsCli())
                .contains("--user-id 'o'\\''hara \"x\" $HOME'", "--filter-values '{\"g\":\"\\\"a\\\",\\\"b\\\"\"}'")
                .startsWith("aws personalize-runtime get-recommendations");
        assertThat(call.boto3()).contains("userId=\"o'hara \\\"x\\\" $HOME\"");
        assertThat(call.java()).contains(".filterValues(Map.of(\"g\", \"\\\"a\\\",\\\"b\\\"\"))");
    }

    @Test
    void listsAreLists() {
        var call = text("GetPersonalizedRanking", Map.of("inputList", List.of("a", "b")));

        assertThat(call.awsCli()).contains("--input-list '[\"a\",\"b\"]'");
        assertThat(call.boto3()).contains("inputList=[\"a\", \"b\"]");
        assertThat(call.java()).contains(".inputList(List.of(\"a\", \"b\"))");
    }
}
