package dev.kindred.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.schema.SchemaQuotas;
import dev.kindred.server.wire.s3.ClientProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's sequence of API calls, on a server in this process.
///
/// Slow: each run imports and trains.
class DemoRunTest {

    private static final DemoData DATA = DemoData.of(7, 60, 80);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private TestServer server;
    private DemoClients clients;

    @BeforeEach
    void start() {
        server = TestServer.start();
        clients = DemoClients.open(server.endpoint(), "us-east-1", DemoKey.ANY);
    }

    @AfterEach
    void stop() {
        clients.close();
        server.close();
    }

    private String run(String name, List<DataFile> files, boolean isTerminal) throws InterruptedException {
        var screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), isTerminal);
        return new DemoRun(clients, screen).run(name, files);
    }

    private List<DataFile> made() throws IOException {
        return DATA.writeTo(folder);
    }

    private List<DataFile> given(String interactions) throws IOException {
        Files.writeString(folder.resolve("interactions.csv"), interactions);
        return new SchemaInference(SchemaQuotas.AMAZON).readFolder(folder);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theMadeUpDataIsImportedAndItsJobsAreListedPageByPage() throws Exception {
        var dataset = run("kindred-demo", made(), false);

        assertThat(dataset).endsWith(":dataset/kindred-demo/INTERACTIONS");
        assertThat(clients.personalize().listDatasetImportJobs(_ -> {}).datasetImportJobs())
                .hasSize(3)
                .allMatch(job -> job.status().equals("ACTIVE"));
        assertThat(shown())
                .contains("100 %%  %,d rows".formatted(DATA.interactions().size()))
                .contains("kindred-demo-interactions-1", "page 1", "page 2")
                .doesNotContain("page 3", "already", "\u001B", "\r");
    }

    @Test
    void aSecondRunUsesWhatIsThereAndTakesNewJobNames() throws Exception {
        var first = run("kindred-demo", made(), false);
        shown.reset();

        var second = run("kindred-demo", made(), false);

        assertThat(second).isEqualTo(first);
        assertThat(shown()).contains("(exists)", "kindred-demo-interactions-2", "page 3");
        assertThat(clients.personalize().listDatasetGroups(_ -> {}).datasetGroups())
                .hasSize(1);
        assertThat(clients.personalize().listSchemas(_ -> {}).schemas()).hasSize(3);
    }

    @Test
    void dataOfAnotherSchemaGetsAnotherDatasetGroup() throws Exception {
        run("mine", given("USER_ID,ITEM_ID,TIMESTAMP\nu,i,1\n"), false);

        var dataset = run("mine", given("USER_ID,ITEM_ID,TIMESTAMP,DEVICE\nu,i,1,tv\n"), false);

        assertThat(dataset).endsWith(":dataset/mine-2/INTERACTIONS");
        assertThat(shown()).contains("mine has data of another schema. The demo uses mine-2.");
    }

    @Test
    void aFailingImportEndsTheDemoWithTheReason() throws Exception {
        var files = given("USER_ID,ITEM_ID,TIMESTAMP\nu,i,yesterday\n");

        assertThatThrownBy(() -> run("mine", files, false))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("mine-interactions-1 failed")
                .hasMessageContaining("yesterday")
                .hasMessageContaining("/report");
    }

    @Test
    void aTerminalSeesABarForEachJob() throws Exception {
        run("kindred-demo", made(), true);

        assertThat(shown())
                .contains(
                        "\r  kindred-demo-interactions-1",
                        "█",
                        "100%",
                        "%,d rows".formatted(DATA.interactions().size()))
                .doesNotContain("\u001B");
    }

    @Test
    void aFileLargerThanAPartIsUploadedInParts() throws Exception {
        var upload = new Upload(clients.s3(), 5 << 20);
        var bytes = new byte[(11 << 20) + 7];
        new Random(3).nextBytes(bytes);
        var file = Files.write(folder.resolve("large"), bytes);
        upload.createBucket();

        var location = upload.upload(file, "a/large");

        assertThat(location).isEqualTo("s3://kindred-demo/a/large");
        assertThat(clients.s3()
                        .getObjectAsBytes(
                                object -> object.bucket("kindred-demo").key("a/large"))
                        .asByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void aNameIsMadeOfAnyText() {
        assertThat(DemoRun.nameFrom("MovieLens (small)")).isEqualTo("MovieLens-small");
        assertThat(DemoRun.nameFrom("_data")).isEqualTo("data");
        assertThat(DemoRun.nameFrom("数据")).isEqualTo("demo");
        assertThat(DemoRun.nameFrom("x".repeat(100))).hasSize(38);
    }

    @Test
    void theSuggestedAwsCliLineWorksAsPasted() throws Exception {
        ClientProgram.assume("the AWS CLI", "aws", "--version");
        var suggestions = Suggestions.of(clients, run("kindred-demo", made(), false));

        var output = new ClientProgram(folder, "http://127.0.0.1:1")
                .run("sh", "-c", suggestions.settings() + suggestions.cli());

        assertThat(output).contains("kindred-demo-users-1", "ACTIVE");
    }
}
