package dev.kindred.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.Polling;
import dev.kindred.server.operation.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;

class ConsoleTest {

    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final int MOST_BYTES = 150_000;

    private final Shop shop = Shop.open();
    private final Browser browser = new Browser(shop.server().endpoint());

    @AfterEach
    void close() {
        browser.close();
    }

    private HttpResponse<String> page(String path) {
        return browser.open(path + (path.contains("?") ? "&" : "?") + "region=" + shop.region());
    }

    @Test
    void theRootLeadsABrowserToTheConsoleAndAProgramToS3() throws IOException {
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/console");

        try (var s3 = shop.server().s3()) {
            assertThat(s3.listBuckets().buckets()).isNotNull();
        }
    }

    @Test
    void theOverviewShowsGroupsAndImports() {
        var dataset = shop.interactions();
        shop.imported("first", dataset, shop.oneInteraction());

        Polling.until(() -> page("/console").body().contains("No job runs now.")); // the job ends after its commit
        var overview = page("/console");

        assertThat(overview.statusCode()).isEqualTo(200);
        assertThat(overview.body()).contains(">shop</a>", ">first</a>", ">ACTIVE</span>", "No job runs now.");
    }

    @Test
    void anEmptyRegionSaysWhatToDo() {
        assertThat(page("/console").body())
                .contains("There is no dataset group in region " + shop.region() + " yet.", "./kindred demo");
    }

    @Test
    void aFailedImportShowsTheCellsToCorrect() {
        var dataset = shop.interactions();
        var job = shop.beginImport(
                "bad",
                dataset,
                shop.upload("bad.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000", "ben,tea," + SCRIPT));
        Shop.await("CREATE FAILED", () -> shop.job(job).status());

        var shown = browser.follow(page("/console/import-jobs"), "bad");

        assertThat(shown.body())
                .contains(
                        "2 rows read, 0 rows imported, <strong>1 rows with problems</strong>",
                        "<td>TIMESTAMP</td>",
                        "<mark>&lt;script&gt;alert(1)&lt;/script&gt;</mark>",
                        "a whole number",
                        "aws personalize describe-dataset-import-job")
                .doesNotContain(SCRIPT);
    }

    @Test
    void theStateOfARunningImportIsFetchedUntilItEnds() {
        var dataset = shop.interactions();
        Shop.hold("slow-" + shop.region());
        var job = shop.beginImport("slow-" + shop.region(), dataset, shop.oneInteraction());
        var path = "/console/import-job?arn=" + encoded(job);
        assertThat(page(path).body()).contains("hx-trigger=\"every 500ms\"", "part=state");

        Shop.release("slow-" + shop.region());
        Shop.await("ACTIVE", () -> shop.job(job).status());

        assertThat(page(path + "&part=state").body())
                .contains(">ACTIVE</span>", "1 rows read, 1 rows imported")
                .doesNotContain("hx-trigger", "<html");
    }

    @Test
    void thePagesOfTheListAreThoseOfTheApi() {
        var dataset = shop.interactions();
        var location = shop.oneInteraction();
        IntStream.range(0, 60).forEach(i -> shop.imported("job-" + i, dataset, location));
        var expected = shop
                .personalize()
                .listDatasetImportJobsPaginator(request -> request.datasetArn(dataset))
                .datasetImportJobs()
                .stream()
                .map(DatasetImportJobSummary::jobName)
                .toList();

        var shown = new ArrayList<String>();
        var page = page("/console/import-jobs?dataset=" + encoded(dataset));
        shown.addAll(jobsOn(page));
        while (page.body().contains(">Older</a>")) {
            page = browser.follow(page, "Older");
            shown.addAll(jobsOn(page));
        }

        assertThat(shown).isEqualTo(expected);
    }

    private static List<String> jobsOn(HttpResponse<String> page) {
        return page.body()
                .lines()
                .filter(line -> line.contains("/console/import-job?arn="))
                .map(line -> line.replaceAll(".*>([^<]+)</a>.*", "$1"))
                .toList();
    }

    @Test
    void theListShowsTheJobsOfOneStatus() {
        var dataset = shop.interactions();
        shop.imported("good", dataset, shop.oneInteraction());
        var bad = shop.upload("bad.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,soon");
        for (int i = 0; i < 30; i++) {
            var job = shop.beginImport("bad-" + i, dataset, bad);
            Shop.await("CREATE FAILED", () -> shop.job(job).status());
        }

        var first = page("/console/import-jobs?status=CREATE+FAILED&dataset=" + encoded(dataset));
        var second = browser.follow(first, "Older");

        assertThat(jobsOn(first)).hasSize(25).startsWith("bad-29");
        assertThat(jobsOn(second)).hasSize(5).endsWith("bad-0");
        assertThat(second.body())
                .contains("<option value=\"CREATE FAILED\" selected>")
                .doesNotContain(">Older</a>");
        assertThat(first.body())
                .contains("aws personalize list-dataset-import-jobs")
                .doesNotContain("--status");
        assertThat(page("/console/import-jobs?status=DONE").body()).contains("No import job has the status 'DONE'");
    }

    @Test
    void aTokenOfAnotherListIsRefusedOnThePage() {
        var refused = page("/console/import-jobs?token=wrong");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The nextToken is not one that ListDatasetImportJobs gave");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/import-jobs",
                "/console/try",
                "/console/nothing",
                "/console/parts/running",
                "/console/assets/console.js",
                "/console/assets/nothing",
                "/console/dataset-group?arn=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/console/import-job?arn=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/console/import-jobs?dataset=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/console/try?user=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&item=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
            })
    void noPageRunsForeignScripts(String path) {
        var answer = page(path);

        assertThat(answer.statusCode()).isIn(200, 400, 404);
        assertThat(answer.body()).doesNotContain(SCRIPT);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "http"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void aPageAndItsFilesAreSmall() throws IOException {
        int bytes = 0;
        for (var path : List.of(
                "/console",
                "/console/assets/console.css",
                "/console/assets/console.js",
                "/console/assets/htmx.js",
                "/console/assets/icon.svg")) {
            bytes += gzipped(page(path).body());
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static int gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
