package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every condition of every operation, on an existing and on a missing object.
class ConditionsTest {

    /// The MD5 of `hello`.
    private static final String ETAG = "\"5d41402abc4b2a76b9719d911017c592\"";

    private static final String OTHER = "\"0123456789abcdef0123456789abcdef\"";

    @TempDir
    static Path folder;

    private static LoopbackServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() throws IOException {
        server = new LoopbackServer(folder);
        http = new RawHttp(server.port());
    }

    @AfterAll
    static void stop() throws IOException {
        http.close();
        server.close();
    }

    @BeforeEach
    void putTheObject() throws IOException {
        http.exchange("PUT /data");
        http.exchange("PUT /data/there", "", "hello");
        http.exchange("DELETE /data/missing");
    }

    private static RawHttp.Answer ask(String operation, String key, String condition) throws IOException {
        String header = condition.replace("SAME", ETAG).replace("OTHER", OTHER) + "\r\n";
        return switch (operation) {
            case "get" -> http.exchange("GET /data/" + key, header, "");
            case "put" -> http.exchange("PUT /data/" + key, header, "new");
            case "copy" ->
                http.exchange(
                        "PUT /data/" + key,
                        header + "x-amz-copy-source: data/there\r\nx-amz-metadata-directive: REPLACE\r\n",
                        "");
            case "copy from" ->
                http.exchange("PUT /data/target", header + "x-amz-copy-source: data/" + key + "\r\n", "");
            case "delete" -> http.exchange("DELETE /data/" + key, header, "");
            case "complete" -> {
                String id = http.exchange("POST /data/" + key + "?uploads")
                        .body()
                        .replaceAll("(?s).*<UploadId>|</UploadId>.*", "");
                http.exchange("PUT /data/" + key + "?partNumber=1&uploadId=" + id, "", "hello");
                yield http.exchange(
                        "POST /data/" + key + "?uploadId=" + id,
                        header,
                        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + ETAG
                                + "</ETag></Part></CompleteMultipartUpload>");
            }
            default -> throw new IllegalArgumentException(operation);
        };
    }

    @ParameterizedTest(name = "{0} with {1}: {2}, where it is missing {3}")
    @CsvSource(delimiter = '|', textBlock = """
            get       | If-Match: SAME            | 200                    | 404 NoSuchKey
            get       | If-Match: *               | 200                    | 404 NoSuchKey
            get       | If-Match: OTHER           | 412 PreconditionFailed | 404 NoSuchKey
            get       | If-Match: OTHER, SAME     | 200                    | 404 NoSuchKey
            get       | If-None-Match: SAME       | 304                    | 404 NoSuchKey
            get       | If-None-Match: OTHER      | 200                    | 404 NoSuchKey
            get       | If-Modified-Since: Wed, 01 Jan 2020 00:00:00 GMT | 200 | 404 NoSuchKey
            get       | If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT | 304 | 404 NoSuchKey
            get       | If-Unmodified-Since: Fri, 01 Jan 2100 00:00:00 GMT | 200 | 404 NoSuchKey
            get       | If-Unmodified-Since: Wed, 01 Jan 2020 00:00:00 GMT | 412 PreconditionFailed | 404 NoSuchKey
            put       | If-Match: SAME            | 200                    | 404 NoSuchKey
            put       | If-Match: *               | 200                    | 404 NoSuchKey
            put       | If-Match: OTHER           | 412 PreconditionFailed | 404 NoSuchKey
            put       | If-None-Match: *          | 412 PreconditionFailed | 200
            put       | If-None-Match: SAME       | 501 NotImplemented     | 501 NotImplemented
            put       | If-Modified-Since: Wed, 01 Jan 2020 00:00:00 GMT | 501 NotImplemented | 501 NotImplemented
            put       | If-Unmodified-Since: Wed, 01 Jan 2020 00:00:00 GMT | 501 NotImplemented | 501 NotImplemented
            complete  | If-Match: SAME            | 200                    | 404 NoSuchKey
            complete  | If-Match: OTHER           | 412 PreconditionFailed | 404 NoSuchKey
            complete  | If-None-Match: *          | 412 PreconditionFailed | 200
            complete  | If-None-Match: OTHER      | 501 NotImplemented     | 501 NotImplemented
            copy      | If-Match: SAME            | 200                    | 404 NoSuchKey
            copy      | If-Match: OTHER           | 412 PreconditionFailed | 404 NoSuchKey
            copy      | If-None-Match: *          | 412 PreconditionFailed | 200
            copy from | x-amz-copy-source-if-match: SAME       | 200                    | 404 NoSuchKey
            copy from | x-amz-copy-source-if-match: OTHER      | 412 PreconditionFailed | 404 NoSuchKey
            copy from | x-amz-copy-source-if-none-match: SAME  | 412 PreconditionFailed | 404 NoSuchKey
            copy from | x-amz-copy-source-if-none-match: OTHER | 200                    | 404 NoSuchKey
            copy from | x-amz-copy-source-if-modified-since: Fri, 01 Jan 2100 00:00:00 GMT | 412 PreconditionFailed | 404 NoSuchKey
            copy from | x-amz-copy-source-if-unmodified-since: Wed, 01 Jan 2020 00:00:00 GMT | 412 PreconditionFailed | 404 NoSuchKey
            delete    | If-Match: SAME            | 204                    | 404 NoSuchKey
            delete    | If-Match: *               | 204                    | 404 NoSuchKey
            delete    | If-Match: OTHER           | 412 PreconditionFailed | 404 NoSuchKey
            delete    | If-None-Match: *          | 501 NotImplemented     | 501 NotImplemented
            delete    | x-amz-if-match-size: 5    | 501 NotImplemented     | 501 NotImplemented
            """)
    void aConditionDecides(String operation, String condition, String there, String missing) throws IOException {
        assertAnswer(ask(operation, "there", condition), there);
        assertAnswer(ask(operation, "missing", condition), missing);
    }

    private static void assertAnswer(RawHttp.Answer answer, String expected) {
        String[] parts = expected.split(" ", -1);
        assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(parts[0]));
        if (parts.length > 1) {
            assertThat(answer.body()).contains("<Code>" + parts[1] + "</Code>");
        }
    }

    @ParameterizedTest
    @CsvSource({"put", "complete", "copy"})
    void aWriteHasOneCondition(String operation) throws IOException {
        assertThat(ask(operation, "there", "If-Match: SAME\r\nIf-None-Match: *").status())
                .isEqualTo(501);
        assertThat(http.exchange("GET /data/there").body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({"OTHER, PreconditionFailed", "'', ''", "SAME, ''"})
    void manyObjectsAreDeletedEachByItsETag(String etag, String code) throws IOException {
        String element =
                etag.isEmpty() ? "" : "<ETag>" + etag.replace("SAME", ETAG).replace("OTHER", OTHER) + "</ETag>";

        var answer = http.exchange(
                "POST /data?delete", "", "<Delete><Object><Key>there</Key>" + element + "</Object></Delete>");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(code.isEmpty() ? "<Deleted><Key>there</Key>" : "<Code>" + code + "</Code>");
        assertThat(http.exchange("HEAD /data/there").status()).isEqualTo(code.isEmpty() ? 404 : 200);
    }
}
