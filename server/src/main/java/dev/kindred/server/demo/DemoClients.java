package dev.kindred.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The clients of one server: those of the AWS SDK, and one for Kindred's own endpoints.
///
/// @param endpoint the endpoint of the clients
/// @param region the region of the clients
/// @param key the key of all requests
public record DemoClients(
        URI endpoint,
        String region,
        DemoKey key,
        PersonalizeClient personalize,
        PersonalizeRuntimeClient runtime,
        PersonalizeEventsClient events,
        S3Client s3,
        HttpClient http)
        implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static DemoClients open(URI endpoint, String region, DemoKey key) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
        return new DemoClients(
                endpoint,
                region,
                key,
                PersonalizeClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(region))
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                PersonalizeRuntimeClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(region))
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                PersonalizeEventsClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(region))
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.of(region))
                        .credentialsProvider(credentials)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .forcePathStyle(true)
                        .build(),
                HttpClient.newHttpClient());
    }

    /// Returns the ARN of a recipe in the partition of the region.
    String recipe(String name) {
        return "arn:%s:personalize:::recipe/%s"
                .formatted(PartitionMetadata.of(Region.of(region)).id(), name);
    }

    /// Returns the progress of a job from the server's own endpoint.
    ///
    /// @param jobArn the job's ARN, optionally followed by `/report`
    JsonNode job(String jobArn) throws InterruptedException {
        var request =
                key.sign(HttpRequest.newBuilder(URI.create(jobAddress(jobArn)))).build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new DemoException("The server at %s does not answer (%s).".formatted(endpoint, e.getMessage()));
        }
    }

    String jobAddress(String jobArn) {
        return endpoint + "/kindred/jobs/" + jobArn;
    }

    @Override
    public void close() {
        personalize.close();
        runtime.close();
        events.close();
        s3.close();
        http.close();
    }
}
