package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

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

/// The AWS CLI with `AWS_ENDPOINT_URL` as its only setting.
class AwsCliTest {

    private static final String ACCOUNT = "210987654321";
    private static final String ARNS = "arn:aws:personalize:us-east-1:" + ACCOUNT + ":";
    private static final String DATASET = ARNS + "dataset/cli/INTERACTIONS";

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static AwsCli cli;

    @BeforeAll
    static void start() throws IOException {
        AwsCli.assumeInstalled();
        server = PackagedServer.start(folder.resolve("data"), "--account-id", ACCOUNT);
        cli = new AwsCli(server.endpoint());
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
        cli.run("s3", "mb", "s3://shop");
        cli.run("s3", "cp", rows.toString(), "s3://shop/day/rows.csv");

        cli.personalize("create-schema", "--name", "cli", "--schema", Shop.SCHEMA);
        cli.personalize("create-dataset-group", "--name", "cli");
        cli.awaitActive("describe-dataset-group", "--dataset-group-arn", ARNS + "dataset-group/cli", "datasetGroup");
        var created = cli.personalize(
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
        cli.awaitActive("describe-dataset", "--dataset-arn", DATASET, "dataset");
        for (var name : List.of("one", "two", "three")) {
            cli.personalize(
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
        cli.awaitActive(
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
            var answer = cli.personalize(command.toArray(String[]::new));
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
        cli.run("s3", "mb", "s3://sync");

        cli.run("s3", "sync", folder.resolve("up").toString(), "s3://sync/there");
        cli.run("s3", "sync", "s3://sync/there", folder.resolve("down").toString());

        assertThat(treeOf(folder.resolve("down"))).isEqualTo(treeOf(folder.resolve("up")));
        assertThat(cli.run("s3", "sync", folder.resolve("up").toString(), "s3://sync/there"))
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
        assertThat(cli.run("sts", "get-caller-identity", "--query", "Account", "--output", "text")
                        .strip())
                .isEqualTo(ACCOUNT);
    }

    @Test
    void aRefusalIsShownWithItsCodeAndSentence() {
        var refusal = cli.refusal("personalize", "describe-schema", "--schema-arn", ARNS + "schema/none");

        assertThat(refusal)
                .contains("(ResourceNotFoundException)")
                .contains("Resource Arn " + ARNS + "schema/none does not exist.");
    }
}
