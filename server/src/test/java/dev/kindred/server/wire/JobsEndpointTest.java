package dev.kindred.server.wire;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobsEndpointTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Shop shop = Shop.open();

    private HttpResponse<String> get(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(shop.server().endpoint().resolve(path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode found(String path) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    private String missing(String path) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        return JSON.readTree(answer.body()).get("message").asString();
    }

    @Test
    void theServerSaysThatItIsUp() {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo("ok\n");
    }

    @Test
    void aJobIsFoundByItsArnAndByItsNameInItsRegion() {
        var arn = shop.imported("monday", shop.interactions(), shop.oneInteraction());

        var job = found("/kindred/jobs/" + arn);

        assertThat(job.get("jobName").asString()).isEqualTo("monday");
        assertThat(job.get("datasetImportJobArn").asString()).isEqualTo(arn);
        assertThat(job.get("status").asString()).isEqualTo("ACTIVE");
        assertThat(job.has("failureReason")).isFalse();
        assertThat(found("/kindred/jobs/monday?region=" + shop.region())).isEqualTo(job);
        assertThat(missing("/kindred/jobs/monday?region=nowhere"))
                .isEqualTo(
                        "There is no import job monday. Name it by its jobName or its ARN; name others by their ARN.");
    }

    @Test
    void aJobThatIsDoneLeavesAReport() {
        var arn = shop.imported("monday", shop.interactions(), shop.oneInteraction());

        var report = found(found("/kindred/jobs/" + arn).get("report").asString());

        assertThat(report.get("rowsRead").asInt()).isEqualTo(1);
        assertThat(report.get("rowsImported").asInt()).isEqualTo(1);
    }

    @Test
    void aJobUnderWayTellsHowFarItIs() {
        Shop.hold("held-for-progress");
        var arn = shop.beginImport("held-for-progress", shop.interactions(), shop.oneInteraction());
        try {
            await("CREATE IN_PROGRESS", () -> shop.job(arn).status());

            assertThat(found("/kindred/jobs/" + arn).get("progress").propertyNames())
                    .containsExactlyInAnyOrder("rows", "bytes", "totalBytes");
            assertThat(missing("/kindred/jobs/" + arn + "/report"))
                    .isEqualTo("The job has left no report yet. It is CREATE IN_PROGRESS.");
        } finally {
            Shop.release("held-for-progress");
        }
    }

    @Test
    void aTrainingUnderWayTellsItsStageAndIsListed() {
        var fixture = new GenreTasteFixture(shop);
        var blocked = shop.blocked(TaskName.TRAIN, "measuring");
        var version = fixture.begun(
                fixture.solution("sims", solution -> solution.recipeArn(GenreTasteFixture.RECIPES + "aws-sims")));
        blocked.awaitReached();
        try {
            var job = found("/kindred/jobs/" + version);
            assertThat(job.propertyNames()).containsExactlyInAnyOrder("arn", "status", "task", "started", "progress");
            assertThat(job.get("status").asString()).isEqualTo("CREATE IN_PROGRESS");
            assertThat(job.get("task").asString()).isEqualTo("TRAIN");
            assertThat(job.get("started").asDouble()).isGreaterThan(1.7e9);
            assertThat(job.at("/progress/stage").asString()).isEqualTo("measuring");
            assertThat(job.at("/progress/done").asDouble()).isBetween(0.3, 0.7);
            assertThat(found("/kindred/jobs").get("jobs"))
                    .filteredOn(listed -> listed.get("arn").asString().equals(version))
                    .singleElement()
                    .satisfies(listed -> {
                        assertThat(listed.get("task")).isEqualTo(job.get("task"));
                        assertThat(listed.get("started")).isEqualTo(job.get("started"));
                        assertThat(listed.get("progress")).isEqualTo(job.get("progress"));
                    });
        } finally {
            blocked.release();
        }

        await("ACTIVE", () -> fixture.describe(version).status());

        await(() -> !found("/kindred/jobs").toString().contains(version));
        assertThat(found("/kindred/jobs/" + version).propertyNames()).containsExactlyInAnyOrder("arn", "status");
        assertThat(blocked.stages())
                .startsWith("reading the data", "choosing the events", "holding out")
                .contains("training without the hold-out", "measuring", "training the final model")
                .endsWith("writing the model");
    }

    @Test
    void aJobThatFailedTellsWhy() {
        var arn = shop.beginImport(
                "monday", shop.interactions(), shop.upload("bad.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,soon"));
        await("CREATE FAILED", () -> shop.job(arn).status());

        assertThat(found("/kindred/jobs/" + arn).get("failureReason").asString())
                .isEqualTo(shop.job(arn).failureReason());
        assertThat(found("/kindred/jobs/" + arn + "/report").get("problems").toString())
                .contains("bad.csv", "TIMESTAMP", "soon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "none/report",
                "report",
                "arn:aws:personalize:us-east-1:000000000000:dataset-import-job/none",
                "arn:aws:personalize:us-east-1:000000000000:schema/x"
            })
    void whatIsNoJobIsNotFound(String name) {
        assertThat(missing("/kindred/jobs/" + name)).startsWith("There is no ");
    }
}
