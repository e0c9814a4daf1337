package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// AWS's clients on a server that authenticates: they sign as always, and understand each refusal.
class AuthenticatedClientsTest {

    private static final String SECRET = "a-secret-of-20-chars";
    private static final AwsBasicCredentials ADMIN = AwsBasicCredentials.create("ADMIN", SECRET);
    private static final AwsBasicCredentials READER = AwsBasicCredentials.create("READER", SECRET);
    private static final AwsBasicCredentials WRONG = AwsBasicCredentials.create("ADMIN", "another-secret-of-20");
    private static final AwsBasicCredentials NOBODY = AwsBasicCredentials.create("NOBODY", SECRET);

    @TempDir
    private static Path folder;

    private static PackagedServer server;

    @BeforeAll
    static void startServer() throws IOException {
        var accounts = Files.writeString(folder.resolve("accounts.json"), """
                {"accounts": [{"id": "111122223333", "keys": [
                  {"id": "ADMIN", "secret": "a-secret-of-20-chars", "rights": ["admin"]},
                  {"id": "READER", "secret": "a-secret-of-20-chars", "rights": ["read-only"]}]}]}
                """);
        server = PackagedServer.start(
                folder.resolve("data"), "--auth-mode=sigv4", "--auth-accounts=" + accounts, "--log-level=warning");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void theSdkReadsAndChangesByItsKey() {
        try (var personalize = server.personalize(ADMIN);
                var s3 = server.s3(ADMIN)) {
            var schema = personalize
                    .createSchema(create -> create.name("sdk").schema(Shop.SCHEMA))
                    .schemaArn();
            s3.createBucket(create -> create.bucket("sdk"));
            s3.putObject(put -> put.bucket("sdk").key("a b/ü"), RequestBody.fromString("content"));

            assertThat(schema).isEqualTo("arn:aws:personalize:us-east-1:111122223333:schema/sdk");
            assertThat(s3.getObjectAsBytes(get -> get.bucket("sdk").key("a b/ü"))
                            .asUtf8String())
                    .isEqualTo("content");
        }
        try (var personalize = server.personalize(READER)) {
            assertThat(personalize.listSchemas(list -> {}).schemas()).isNotEmpty();
        }
    }

    @Test
    void theSdkSeesAwsErrors() {
        try (var wrong = server.personalize(WRONG);
                var nobody = server.personalize(NOBODY);
                var reader = server.personalize(READER);
                var wrongS3 = server.s3(WRONG);
                var nobodyS3 = server.s3(NOBODY);
                var readerS3 = server.s3(READER)) {
            assertThat(error(() -> wrong.listSchemas(list -> {}))).isEqualTo("InvalidSignatureException");
            assertThat(error(() -> nobody.listSchemas(list -> {}))).isEqualTo("UnrecognizedClientException");
            assertThat(error(() ->
                            reader.createSchema(create -> create.name("reader").schema(Shop.SCHEMA))))
                    .isEqualTo("AccessDeniedException");
            assertThat(error(wrongS3::listBuckets)).isEqualTo("SignatureDoesNotMatch");
            assertThat(error(nobodyS3::listBuckets)).isEqualTo("InvalidAccessKeyId");
            assertThat(error(() -> readerS3.createBucket(create -> create.bucket("reader"))))
                    .isEqualTo("AccessDenied");
        }
    }

    private static String error(ThrowingCallable call) {
        var refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.awsErrorDetails().errorCode();
    }

    @Test
    void aUrlOfTheSdkUploadsAndDownloadsWithoutAKey() throws Exception {
        try (var s3 = server.s3(ADMIN);
                var presigner = S3Presigner.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(ADMIN))
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .build();
                var http = HttpClient.newHttpClient()) {
            s3.createBucket(create -> create.bucket("presigned"));
            var put = presigner
                    .presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(
                                    request -> request.bucket("presigned").key("x")))
                    .url()
                    .toURI();
            var get = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(
                                    request -> request.bucket("presigned").key("x")))
                    .url()
                    .toURI();

            var stored = http.send(
                    HttpRequest.newBuilder(put)
                            .PUT(HttpRequest.BodyPublishers.ofString("by url"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
            assertThat(http.send(HttpRequest.newBuilder(get).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("by url");
            assertThat(http.send(
                                    HttpRequest.newBuilder(get)
                                            .PUT(HttpRequest.BodyPublishers.ofString("forged"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void boto3WorksByItsKey() {
        Boto3.assumeInstalled();

        var run = Program.run(server.endpoint(), variables(ADMIN), "python3", Boto3.path("authenticated.py"));

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.errors()).contains("\nOK\n");
    }

    @Test
    void theAwsCliWorksByItsKey() {
        assumeTrue(Program.isInstalled("aws", "--version"), "There is no AWS CLI here");

        var run = Program.run(server.endpoint(), variables(ADMIN), "bash", "-ec", """
                aws s3 mb s3://cli
                echo content | aws s3 cp - s3://cli/key
                aws s3 cp s3://cli/key -
                python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
                  "$(aws s3 presign s3://cli/key)"
                aws personalize create-dataset-group --name cli --output text
                aws personalize list-dataset-groups --query 'datasetGroups[].name' --output text
                aws sts get-caller-identity --query Account --output text
                """);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("content\ncontent\n", "dataset-group/cli", "111122223333");

        var refused = Program.run(server.endpoint(), variables(WRONG), "aws", "personalize", "list-dataset-groups");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors()).contains("InvalidSignatureException");
    }

    private static Map<String, String> variables(AwsBasicCredentials key) {
        return Map.of("AWS_ACCESS_KEY_ID", key.accessKeyId(), "AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    }
}
