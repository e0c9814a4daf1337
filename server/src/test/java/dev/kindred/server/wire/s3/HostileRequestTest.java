package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.Polling;
import dev.kindred.server.storage.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no client library sends, byte by byte.
class HostileRequestTest {

    private static final String CHUNKED = "Content-Encoding: aws-chunked\r\nx-amz-decoded-content-length: 5\r\n";

    @TempDir
    Path outer;

    private LoopbackServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(outer.resolve("store"));
        server.store().createBucket("data");
        Files.writeString(outer.resolve("secret"), "secret");
        http = new RawHttp(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/../../../secret",
                "/data/%2e%2e/%2e%2e/%2e%2e/secret",
                "/data/..%2f..%2f..%2fsecret",
                "/data//etc/passwd",
                "/data/a%00b",
                "/data/./a",
                "/data/a/",
                "/data/;v=1/a",
                "/data/a+b"
            })
    void aKeyThatLooksLikeAPathIsOnlyAKey(String path) throws IOException {
        assertThat(http.exchange("GET " + path).status()).isEqualTo(404);
        assertThat(http.exchange("PUT " + path, "", "mine").status()).isEqualTo(200);
        assertThat(http.exchange("GET " + path).body()).isEqualTo("mine");

        assertThat(outer.resolve("secret")).hasContent("secret");
        try (var files = Files.list(outer)) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "/ab",
                "/Upper",
                "/under_score",
                "/-begins",
                "/two..dots",
                "/192.168.0.1",
                "/%00data",
                "//data"
            })
    void aBucketNameThatIsNoneIsRefused(String path) throws IOException {
        var answer = http.exchange("PUT " + path, "", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("<Code>InvalidBucketName</Code>", "<Code>InvalidURI</Code>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/%zz", "/data/%2", "/data/%ff", "/data/%ed%a0%80", "/data?prefix=%c3"})
    void aPathThatIsNotEscapedUtf8IsRefused(String path) throws IOException {
        assertThat(http.exchange("GET " + path).status()).isEqualTo(400);
    }

    @Test
    void anAnswersHeadersCannotBeForged() throws IOException {
        http.exchange("PUT /data/k", "x-amz-meta-note: fine\r\n", "x");

        var answer = http.exchange("GET /data/k?response-content-type=text%0d%0aSet-Cookie:%20a=b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head()).doesNotContain("Set-Cookie");
        assertThat(http.exchange("GET /data/k?response-content-type=text/plain").head())
                .containsIgnoringCase("content-type: text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Delete><Object><Key>&b;</Key></Object></Delete>",
                "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Delete><Object><Key>k</Key></Object></Delete>",
                "<Delete><Object><Key>&unknown;</Key></Object></Delete>",
                "<Delete><Object><Key>k</Object></Delete>",
                "<Other/>",
                "<Delete></Delete>",
                "",
                "not XML"
            })
    void xmlThatIsHostileOrBrokenIsRefused(String xml) throws IOException {
        var answer = http.exchange("POST /data?delete", "", xml);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>MalformedXML</Code>");
    }

    @Test
    void aDocumentLongerThanTwoMegabytesIsRefused() throws IOException {
        var answer = http.exchange("POST /data?delete", "", "<Delete>" + " ".repeat(2 * 1024 * 1024) + "</Delete>");

        assertThat(answer.body()).contains("<Code>EntityTooLarge</Code>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nhello\r\n0\r\n\r\n",
                "\r\n",
                "5hello",
                "ffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "5\r\nhelloworld\r\n0\r\n\r\n",
                "9\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello\r\n",
                "5\r\nhello\r\n0\r\nno colon\r\n\r\n",
                "4\r\nhell\r\n0\r\n\r\n"
            })
    void aMalformedAwsChunkedBodyLeavesNoObject(String body) throws IOException {
        var answer = http.exchange("PUT /data/k", CHUNKED, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.exchange("HEAD /data/k").status()).isEqualTo(404);
        assertThat(outer.resolve("store/staging")).isEmptyDirectory();
    }

    @Test
    void anEndlessChunkHeaderIsCutOff() throws IOException {
        var answer = http.exchange("PUT /data/k", CHUNKED, "5;" + "x".repeat(100_000));

        assertThat(answer.body()).contains("<Code>IncompleteBody</Code>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "5;chunk-signature=abc\r\nhello\r\n0;chunk-signature=def\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\n",
                "5\r\nhello\r\n0\r\nx-amz-trailer-signature:abc\r\n\r\n"
            })
    void everyFormOfAwsChunkedIsReadAndTheConnectionGoesOn(String body) throws IOException {
        assertThat(http.exchange("PUT /data/k", CHUNKED, body).status()).isEqualTo(200);
        var answer = http.exchange("GET /data/k");

        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.head()).doesNotContainIgnoringCase("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-5", "5.0"})
    void anAwsChunkedBodyNeedsItsDecodedLength(String length) throws IOException {
        var answer = http.exchange(
                "PUT /data/k",
                "Content-Encoding: aws-chunked\r\nx-amz-decoded-content-length: " + length + "\r\n",
                "5\r\nhello\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(411);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5x", "99999999999999999999", ""})
    void aContentLengthThatIsNoneIsRefused(String length) throws IOException {
        http.send("PUT /data/k HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\nhello");

        assertThat(http.read(false).status()).isIn(0, 400);
        assertThat(server.store().findObject(S3Location.parse("s3://data/k"))).isEmpty();
    }

    /// botocore mistakes the next response on the connection for this one's, because it never received a 100
    /// Continue.
    @Test
    void anEmptyBodyThatWaitsToBeAskedForEndsTheConnection() throws IOException {
        http.send("PUT /data/k HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");

        var answer = http.read(false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).containsIgnoringCase("connection: close");
        assertThat(server.store().findObject(S3Location.parse("s3://data/k"))).isPresent();
    }

    @Test
    void aBodyThatEndsEarlyLeavesNoObject() throws IOException {
        http.send("PUT /data/k HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
        http.close();

        Path staging = outer.resolve("store/staging");
        Polling.until(() -> isEmpty(staging));
        assertThat(server.store().findObject(S3Location.parse("s3://data/k"))).isEmpty();
    }

    private static boolean isEmpty(Path folder) {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyInHttpChunksIsRefusedAndTheConnectionEnds() throws IOException {
        http.send("PUT /data/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\nhello");

        var answer = http.read(false);

        assertThat(answer.status()).isEqualTo(411);
        assertThat(answer.body()).contains("<Code>MissingContentLength</Code>");
        assertThat(http.isEnded()).isTrue();
    }

    @Test
    void aClientThatWaitsIsToldToContinueOnlyIfItsBodyIsWanted() throws IOException {
        http.send("PUT /data/k HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        assertThat(http.read(false).status()).isEqualTo(100);
        http.send("hello");
        assertThat(http.read(false).status()).isEqualTo(200);

        http.send("PUT /nowhere/k HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 50000000\r\n\r\n");

        assertThat(http.read(false).status()).isEqualTo(404);
        assertThat(http.isEnded()).isTrue();
    }

    @Test
    void anAnswerToHeadHasNoBodyEvenWhenItIsARefusal() throws IOException {
        http.exchange("PUT /data/k", "", "hello");

        var head = http.exchange("HEAD /data/k");
        var missing = http.exchange("HEAD /data/missing");

        assertThat(head.head()).containsIgnoringCase("content-length: 5");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.head()).containsIgnoringCase("x-amz-request-id: ");
        assertThat(http.exchange("GET /data/k").body()).isEqualTo("hello"); // the connection is in step
    }

    @Test
    void anObjectThatABrowserOpensAsAPageRunsNoScriptOfThisOrigin() throws IOException {
        http.exchange("PUT /data/page", "Content-Type: text/html\r\n", "<script>fetch('/')</script>");

        assertThat(http.exchange("GET /data/page").head()).containsIgnoringCase("content-security-policy: sandbox");
    }

    @Test
    void aBucketMayBeNamedByTheHost() throws IOException {
        http.send("PUT /a/b HTTP/1.1\r\nHost: data.localhost:8686\r\nContent-Length: 2\r\n\r\nhi");
        assertThat(http.read(false).status()).isEqualTo(200);
        http.send("GET /a/b HTTP/1.1\r\nHost: data.s3.us-east-1.amazonaws.com\r\n\r\n");

        assertThat(http.read(false).body()).isEqualTo("hi");
        assertThat(http.exchange("GET /data/a/b").body()).isEqualTo("hi");
    }

    @Test
    void aBucketsPathMayEndInASlash() throws IOException {
        assertThat(http.exchange("PUT /fresh/").status()).isEqualTo(200);
        assertThat(http.exchange("HEAD /fresh").status()).isEqualTo(200);
        assertThat(http.exchange("GET /fresh/?list-type=2&X-Amz-Signature=ignored")
                        .status())
                .isEqualTo(200);
        assertThat(http.exchange("PATCH /fresh/k").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../data", "%2e%2e", "0123456789abcdef0123456789abcdef", ""})
    void anUploadIdThatWasNeverGivenIsUnknown(String id) throws IOException {
        var answer = http.exchange("PUT /data/k?partNumber=1&uploadId=" + id, "", "hello");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("<Code>NoSuchUpload</Code>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-keys=-1", "max-keys=x", "list-type=2&continuation-token=%21", "encoding-type=x"})
    void aParameterThatMakesNoSenseIsRefused(String query) throws IOException {
        assertThat(http.exchange("GET /data?" + query).body()).contains("<Code>InvalidArgument</Code>");
    }
}
