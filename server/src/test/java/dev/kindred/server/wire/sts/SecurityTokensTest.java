package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.wire.query.FormClient;
import dev.kindred.server.wire.s3.LoopbackServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityTokensTest {

    private static final String VERSION = "2011-06-15";
    private static final String ROLE = "arn:aws:iam::000000000000:role/service/any";

    @TempDir
    static Path folder;

    private static LoopbackServer server;
    private static FormClient sts;

    @BeforeAll
    static void start() {
        server = new LoopbackServer(folder);
        sts = new FormClient(server.uri(), VERSION);
    }

    @AfterAll
    static void stop() {
        sts.close();
        server.close();
    }

    private static String element(String name, String body) {
        return body.replaceAll("(?s).*<" + name + ">|</" + name + ">.*", "");
    }

    @Test
    void theCallerIsTheConfiguredAccount() {
        var answer = sts.call("GetCallerIdentity");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(answer.body())
                .contains(
                        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">",
                        "<Arn>arn:aws:iam::000000000000:root</Arn>",
                        "<UserId>000000000000</UserId>",
                        "<Account>000000000000</Account>");
    }

    @Test
    void theArnHasThePartitionOfTheRegion() {
        var authorization = "AWS4-HMAC-SHA256 Credential=t/20260101/cn-north-1/sts/aws4_request, SignedHeaders=host";
        try (var china = new FormClient(server.uri(), VERSION, "Authorization", authorization)) {
            assertThat(china.call("GetCallerIdentity").body()).contains("<Arn>arn:aws-cn:iam::000000000000:root</Arn>");
        }
    }

    @Test
    void whoeverAssumesARoleIsThatRole() {
        var session =
                sts.call("AssumeRole", "RoleArn", ROLE, "RoleSessionName", "me").body();

        assertThat(element("AccessKeyId", session)).startsWith("ASIA").hasSize(21);
        assertThat(element("SecretAccessKey", session)).hasSize(40);
        assertThat(session).contains("<Arn>arn:aws:sts::000000000000:assumed-role/any/me</Arn>");
        try (var assumed =
                new FormClient(server.uri(), VERSION, "X-Amz-Security-Token", element("SessionToken", session))) {
            assertThat(assumed.call("GetCallerIdentity").body())
                    .contains(
                            "<Arn>arn:aws:sts::000000000000:assumed-role/any/me</Arn>",
                            "<UserId>" + element("AssumedRoleId", session) + "</UserId>");
        }
        try (var foreign = new FormClient(server.uri(), VERSION, "X-Amz-Security-Token", "FwoGZXIvYXdzEBY=")) {
            assertThat(foreign.call("GetCallerIdentity").body()).contains(":root</Arn>");
        }
    }

    @Test
    void credentialsAreGivenForTheAccountAndForAWebIdentity() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String claims =
                encoder.encodeToString("{\"sub\": \"me\", \"aud\": [\"app\"], \"iss\": \"issuer\"}".getBytes(UTF_8));

        assertThat(sts.call("GetSessionToken").body()).contains("<Credentials><AccessKeyId>ASIA");
        assertThat(sts.call(
                                "AssumeRoleWithWebIdentity",
                                "RoleArn",
                                ROLE,
                                "RoleSessionName",
                                "me",
                                "WebIdentityToken",
                                "e30." + claims + ".x")
                        .body())
                .contains(
                        "<SubjectFromWebIdentityToken>me<", "<Audience>app<", "<Provider>issuer<", "<AccessKeyId>ASIA");
    }

    @ParameterizedTest
    @CsvSource({
        "AssumeRole, RoleArn, arn:aws:iam::000000000000:role/any, RoleSessionName, x, ValidationError",
        "AssumeRole, RoleArn, nonsense, RoleSessionName, me, ValidationError",
        "AssumeRole, RoleSessionName, me, DurationSeconds, 900, ValidationError",
        "GetSessionToken, DurationSeconds, 1, A, b, ValidationError",
        "GetSessionToken, DurationSeconds, soon, A, b, ValidationError",
        "GetFederationToken, Name, me, A, b, InvalidAction"
    })
    void whatIsNoRequestIsRefused(String action, String name, String value, String other, String second, String code) {
        var answer = sts.call(action, name, value, other, second);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>" + code + "</Code>", "<Type>Sender</Type>");
    }

    @Test
    void aTokenThatIsNoneIsRefusedAndNotRepeated() {
        var answer = sts.call(
                "AssumeRoleWithWebIdentity", "RoleArn", ROLE, "RoleSessionName", "me", "WebIdentityToken", "secret");

        assertThat(answer.body()).contains("<Code>InvalidIdentityToken</Code>").doesNotContain("secret");
    }

    @Test
    void anotherActionIsRefusedByNameAndEscaped() {
        var answer = sts.post("Action=Assume%3Cb%3E&Version=2011-06-15");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidAction</Code>", "Assume&lt;b&gt; for version 2011-06-15");
    }

    @Test
    void aFormThatIsBrokenOrTooLongIsRefused() {
        assertThat(sts.post("Action=%zz").body()).contains("<Code>MalformedQueryString</Code>");
        assertThat(sts.post("").body()).contains("<Code>InvalidAction</Code>");
        assertThat(sts.post("Action=" + "x".repeat(600_000)).statusCode()).isEqualTo(413);
        assertThat(sts.post("Action=GetSessionToken&" + "a.".repeat(100_000) + "a=b")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsNotAFormIsForS3() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(server.uri().resolve("/"))
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header("X-Amz-Target", "AmazonPersonalize.ListSchemas")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.body()).contains("<Code>MethodNotAllowed</Code>");
        }
    }
}
