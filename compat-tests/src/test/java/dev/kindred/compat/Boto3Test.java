package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.paginators.PaginationConfig;
import dev.kindred.paginators.PersonalizePaginators;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// boto3 on the packaged server, in the scripts next to this class.
///
/// Slow: each of the 79 operations succeeds and gives each declared error, which needs trained models and full
/// quotas.
class Boto3Test {

    @TempDir
    private Path folder;

    /// A portion of a listing, and the token for the next one.
    private record Portion(List<String> names, Optional<String> token) {}

    @BeforeAll
    static void needPythonWithBoto3() {
        Boto3.assumeInstalled();
    }

    @Test
    void everyPaginatorWalksItsListWithEverySettingOfPaginationConfig() throws Exception {
        passes("test_paginators.py");
    }

    @Test
    void everyOperationSucceedsAndGivesEachErrorDeclaredForIt() throws Exception {
        passes(
                "test_operations.py",
                "--quota-schemas=60",
                "--quota-dataset-groups=60",
                "--quota-pending-import-jobs=4",
                "--quota-pending-batch-jobs=4",
                "--quota-pending-solution-versions=4",
                "--quota-tags-per-resource=3",
                "--quota-solutions-per-group=12",
                "--quota-campaigns-per-group=8",
                "--quota-recommenders-per-group=8",
                "--quota-filters-per-group=6",
                "--job-workers=1",
                "--delete-delay=1s");
    }

    @Test
    void badInputIsRefusedByNameAndHarmlessInputIsTaken() throws Exception {
        passes("test_inputs.py", "--account-id=123456789012");
    }

    @Test
    void dataBecomeRecommendationsThatFollowWhatUsersDo() throws Exception {
        passes("test_recommending.py");
    }

    @Test
    void tokensOfBoto3AndOfTheJavaPaginatorsLeadOnInEitherLanguage() throws Exception {
        try (var server = PackagedServer.start(folder.resolve("data"));
                var personalize = server.personalize()) {
            var expected = createJobs(server, personalize, 10);

            for (boolean javaBegins : new boolean[] {true, false}) {
                var names = new ArrayList<String>();
                Optional<String> token = Optional.empty();
                boolean java = javaBegins;
                do {
                    var portion = java ? pageInJava(personalize, token) : pageInPython(server.endpoint(), token);
                    names.addAll(portion.names());
                    token = portion.token();
                    java = !java;
                } while (token.isPresent());
                assertThat(names).isEqualTo(expected);
            }
            assertThat(pageInJava(personalize, Optional.empty()))
                    .isEqualTo(pageInPython(server.endpoint(), Optional.empty()));
        }
    }

    private static List<String> createJobs(PackagedServer server, PersonalizeClient personalize, int count) {
        try (var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            s3.putObject(
                    request -> request.bucket("data").key("rows.csv"),
                    RequestBody.fromString(Shop.HEADER + "ann,tea,view,1700000000\n"));
        }
        var shop = Shop.open(personalize, "shop");
        return IntStream.range(0, count)
                .mapToObj(i -> "job-" + i)
                .peek(name -> shop.createJob(name, "rows.csv", ImportMode.FULL))
                .toList()
                .reversed();
    }

    /// Four jobs in pages of three: most portions begin and end within a page.
    private static Portion pageInJava(PersonalizeClient personalize, Optional<String> token) {
        var result = PersonalizePaginators.listDatasetImportJobs(personalize)
                .paginate(PaginationConfig.builder()
                        .maxItems(4)
                        .pageSize(3)
                        .startingToken(token.orElse(null))
                        .build())
                .buildFullResult();
        return new Portion(
                result.items().stream().map(DatasetImportJobSummary::jobName).toList(), result.nextToken());
    }

    private static Portion pageInPython(URI endpoint, Optional<String> token) {
        var arguments = new ArrayList<>(List.of("4", "3"));
        token.ifPresent(arguments::add);
        var page = Boto3.run(endpoint, "page.py", arguments.toArray(String[]::new));
        assertThat(page.exitCode()).as(page.errors()).isZero();
        var lines = page.output().lines().toList();
        var prefix = "token ";
        return new Portion(
                lines.stream().filter(line -> !line.startsWith(prefix)).toList(),
                lines.stream()
                        .filter(line -> line.startsWith(prefix))
                        .map(line -> line.substring(prefix.length()))
                        .findFirst());
    }

    private void passes(String script, String... flags) throws Exception {
        try (var server = PackagedServer.start(folder.resolve("data"), flags)) {
            var run = Boto3.passes(server, script);

            assertThat(run.errors()).contains("\nOK\n");
        }
    }
}
