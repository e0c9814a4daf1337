package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The AWS CLI, told nothing but `AWS_ENDPOINT_URL`.
class AwsCliTest {

    private static final String ACCOUNT = "210987654321";
    private static final String ARNS = "arn:aws:personalize:us-east-1:" + ACCOUNT + ":";
    private static final String DATASET = ARNS + "dataset/cli/INTERACTIONS";

    @TempDir
    private static Path folder;

    private static PackagedServer server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Program.isInstalled("aws", "--version"), "There is no AWS CLI here: python3 -m pip install awscli");
        server = PackagedServer.start(folder.resolve("data"), "--account-id", ACCOUNT);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aFileIsUploadedImportedDescribedAndItsJobsAreListedInPortions() throws Exception {
        var rows = Files.writeString(folder.resolve("rows.csv"), Shop.HEADER + "ann,tea,view,1700000000\n");
        aws("s3", "mb", "s3://shop");
        aws("s3", "cp", rows.toString(), "s3://shop/day/rows.csv");

        personalize("create-schema", "--name", "cli", "--schema", Shop.SCHEMA);
        personalize("create-dataset-group", "--name", "cli");
        awaitStatus("describe-dataset-group", "--dataset-group-arn", ARNS + "dataset-group/cli", "datasetGroup");
        var created = personalize(
                "create-dataset",
                "--name",
                "cli",
                "--schema-arn",
                ARNS + "schema/cli",
                "--dataset-group-arn",
                ARNS + "dataset-group/cli",
                "--dataset-type",
                "Interactions");
        assertThat(created).contains(DATASET);
        awaitStatus("describe-dataset", "--dataset-arn", DATASET, "dataset");
        for (var name : List.of("one", "two", "three")) {
            personalize(
                    "create-dataset-import-job",
                    "--job-name",
                    name,
                    "--dataset-arn",
                    DATASET,
                    "--data-source",
                    "dataLocation=s3://shop/day/",
                    "--role-arn",
                    "arn:aws:iam::" + ACCOUNT + ":role/PersonalizeRole");
        }
        awaitStatus(
                "describe-dataset-import-job",
                "--dataset-import-job-arn",
                ARNS + "dataset-import-job/three",
                "datasetImportJob");

        assertThat(jobsInPortionsOfTwo()).containsExactly("three", "two", "one");
    }

    private static List<String> jobsInPortionsOfTwo() {
        var names = new ArrayList<String>();
        List<String> token = List.of();
        do {
            var command = new ArrayList<>(List.of("list-dataset-import-jobs", "--max-items", "2", "--page-size", "3"));
            token.forEach(text -> command.addAll(List.of("--starting-token", text)));
            var answer = personalize(command.toArray(String[]::new));
            names.addAll(valuesOf("jobName", answer));
            token = valuesOf("NextToken", answer);
        } while (!token.isEmpty());
        return names;
    }

    private static List<String> valuesOf(String member, String json) {
        return Pattern.compile("\"" + member + "\": \"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void aFolderIsSyncedUpAndDownAgain() throws Exception {
        var up = Files.createDirectories(folder.resolve("up/deep/er"));
        Files.writeString(folder.resolve("up/a.txt"), "first");
        Files.writeString(up.resolve("b c+d&e.txt"), "second");
        Files.writeString(up.resolve("empty.txt"), "");
        aws("s3", "mb", "s3://sync");

        aws("s3", "sync", folder.resolve("up").toString(), "s3://sync/there");
        aws("s3", "sync", "s3://sync/there", folder.resolve("down").toString());

        assertThat(treeOf(folder.resolve("down"))).isEqualTo(treeOf(folder.resolve("up")));
        assertThat(aws("s3", "sync", folder.resolve("up").toString(), "s3://sync/there"))
                .as("what is there already")
                .isEmpty();
    }

    private static List<String> treeOf(Path root) throws IOException {
        var tree = new ArrayList<String>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                tree.add(root.relativize(file) + ": " + Files.readString(file));
            }
        }
        return tree;
    }

    @Test
    void theAccountIsTheOneThatWasSet() {
        assertThat(aws("sts", "get-caller-identity", "--query", "Account", "--output", "text")
                        .strip())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void aRefusalIsShownWithItsCodeAndSentence() {
        var refused = Program.run(
                server.endpoint(), "aws", "personalize", "describe-schema", "--schema-arn", ARNS + "schema/none");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors())
                .contains("(ResourceNotFoundException)")
                .contains("Resource Arn " + ARNS + "schema/none does not exist.");
    }

    private static void awaitStatus(String command, String option, String arn, String wrapper) {
        Polling.until(() -> {
            var status = personalize(command, option, arn, "--query", wrapper + ".status", "--output", "text")
                    .strip();
            assertThat(status).isNotEqualTo("CREATE FAILED");
            return status.equals("ACTIVE");
        });
    }

    private static String personalize(String... arguments) {
        var command = new ArrayList<>(List.of("personalize"));
        command.addAll(List.of(arguments));
        return aws(command.toArray(String[]::new));
    }

    private static String aws(String... arguments) {
        var command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        var run = Program.run(server.endpoint(), command.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run.output();
    }
}
