package dev.kindred.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Sends requests that the AWS SDK's own signer has signed.
///
/// @param keyId the access key id
/// @param secret the secret access key
/// @param service the service in the credential scope
record SignedClient(URI endpoint, String keyId, String secret, String service) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// An answer with its body.
    record Answer(int status, String body) {}

    /// Calls an operation of the control plane.
    Answer call(String operation, String json) {
        return send(
                SdkHttpMethod.POST,
                "/",
                json,
                Map.of("X-Amz-Target", "AmazonPersonalize." + operation, "Content-Type", "application/x-amz-json-1.1"));
    }

    /// Sends a signed request.
    Answer send(SdkHttpMethod method, String path, String body, Map<String, String> headers) {
        var unsigned = SdkHttpRequest.builder().uri(endpoint.resolve(path)).method(method);
        headers.forEach(unsigned::putHeader);
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(AwsBasicCredentials.create(keyId, secret))
                        .request(unsigned.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3")));
        return exchange(method, path, body, signed.request().headers());
    }

    /// Sends a request without a signature.
    Answer sendUnsigned(SdkHttpMethod method, String path, String body, Map<String, List<String>> headers) {
        return exchange(method, path, body, headers);
    }

    private Answer exchange(SdkHttpMethod method, String path, String body, Map<String, List<String>> headers) {
        var request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method.name(), HttpRequest.BodyPublishers.ofString(body));
        headers.forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
