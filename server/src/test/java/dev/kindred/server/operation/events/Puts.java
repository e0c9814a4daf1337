package dev.kindred.server.operation.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.PersonalizeEventsException;

/// Puts records into a shop's datasets, and returns the responses.
final class Puts {

    private Puts() {}

    static PersonalizeEventsClient client(Shop shop) {
        return shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build();
    }

    /// Posts a body like a client without an SDK.
    static HttpResponse<String> post(Shop shop, String path, String body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(shop.server().endpoint() + path))
                    .header(
                            "Authorization",
                            "AWS4-HMAC-SHA256 Credential=test/20260101/%s/personalize/aws4_request, Signature=0"
                                    .formatted(shop.region()))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Returns the status, type and message of the error of `call`, or fails if it succeeds.
    static String refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(PersonalizeEventsException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }
}
