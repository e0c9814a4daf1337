package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Presigned URLs of version 2, and what their holders could make of them.
class VersionTwoSignatureTest {

    private static final String SECRET = "a-secret-of-20-chars";
    private static final Map<String, List<String>> NO_HEADERS = Map.of();

    private final SignatureAuthenticator authenticator = new SignatureAuthenticator(
            TestKeys.of(new AccessKey("OWNER", SECRET, "111122223333", Set.of(Right.ADMIN), Set.of(), Set.of())),
            new Sessions(new byte[32]),
            () -> Instant.ofEpochSecond(1_000));

    /// Returns the query of a presigned URL, whose signature covers a resource.
    private static String presigned(String method, String resource, String parameters) {
        return presigned(method, "", resource, parameters);
    }

    private static String presigned(String method, String contentType, String resource, String parameters) {
        var text = method + "\n\n" + contentType + "\n2000\n" + resource;
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA1"));
            var signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
            return parameters + "AWSAccessKeyId=OWNER&Expires=2000&Signature=" + URLEncoder.encode(signature, UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Principal prove(String method, String path, String query, String hostBucket) {
        return prove(method, path, query, hostBucket, NO_HEADERS);
    }

    private Principal prove(
            String method, String path, String query, String hostBucket, Map<String, List<String>> headers) {
        return authenticator
                .claim(new SignedRequest(method, path, query, hostBucket, headers), "s3")
                .proveByDeclaredHash();
    }

    @Test
    void theSignatureCoversTheBucketOfTheHost() {
        var ofPath = presigned("GET", "/shared/report.csv", "");
        var ofHost = presigned("GET", "/shared/report.csv", "");

        assertThat(prove("GET", "/shared/report.csv", ofPath, "").account()).isEqualTo("111122223333");
        assertThat(prove("GET", "/report.csv", ofHost, "shared").account()).isEqualTo("111122223333");
        assertThatThrownBy(() -> prove("GET", "/shared/report.csv", ofPath, "private"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("does not match");
    }

    @Test
    void theUploadOfAPartIsNotTheUploadOfTheObject() {
        var part = presigned("PUT", "/data/key?partNumber=1&uploadId=U", "partNumber=1&uploadId=U&");

        assertThat(prove("PUT", "/data/key", part, "").account()).isEqualTo("111122223333");
        assertThatThrownBy(() -> prove("PUT", "/data/key", part.replaceFirst("&uploadId", "%26uploadId"), ""))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("ampersand");
    }

    @Test
    void anotherMethodOrAnUncoveredParameterIsRefused() {
        var query = presigned("GET", "/data/key", "");

        for (var method : List.of("PUT", "HEAD", "DELETE")) {
            assertThatThrownBy(() -> prove(method, "/data/key", query, "")).isInstanceOf(AuthenticationException.class);
        }
        for (var added : List.of("prefix=a", "acl", "%61cl", "X-Amz-Algorithm=AWS4-HMAC-SHA256", "Expires=9999")) {
            assertThatThrownBy(() -> prove("GET", "/data/key", query + "&" + added, ""))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void aParameterThatBoto3CopiesFromAHeaderNeedsTheHeader() {
        var query = presigned("PUT", "text/plain", "/data/key", "content-type=text%2Fplain&");

        assertThat(prove("PUT", "/data/key", query, "", Map.of("content-type", List.of("text/plain")))
                        .account())
                .isEqualTo("111122223333");
        assertThatThrownBy(() -> prove("PUT", "/data/key", query, "")).hasMessageContaining("send the header");
        assertThatThrownBy(() -> prove(
                        "PUT",
                        "/data/key",
                        query.replace("plain&", "html&"),
                        "",
                        Map.of("content-type", List.of("text/html"))))
                .hasMessageContaining("does not match");
        assertThatThrownBy(() -> prove(
                        "PUT",
                        "/data/key",
                        query + "&x-amz-acl=public-read",
                        "",
                        Map.of("content-type", List.of("text/plain"))))
                .hasMessageContaining("x-amz-acl");
    }
}
