package dev.kindred.server.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls an operation by its name with a JSON request.
record JsonClient(URI endpoint, HttpClient http) {

    private static final Map<String, String> PATHS = Map.of(
            "GetRecommendations", "/recommendations",
            "GetPersonalizedRanking", "/personalize-ranking",
            "GetActionRecommendations", "/action-recommendations",
            "PutEvents", "/events",
            "PutItems", "/items",
            "PutUsers", "/users",
            "PutActions", "/actions",
            "PutActionInteractions", "/action-interactions");

    /// An answer of the server.
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status == 200;
        }

        /// The type of the error, or an empty text.
        String error() {
            return body.path("__type").asString("");
        }
    }

    /// Returns a JSON object with these members, given as a name and its value in turn.
    static Map<String, Object> json(Object... members) {
        var json = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            json.put((String) members[i], members[i + 1]);
        }
        return json;
    }

    Answer call(String operation, Map<String, Object> request) {
        var path = PATHS.getOrDefault(operation, "/");
        var sent = HttpRequest.newBuilder(endpoint.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(request)));
        if (path.equals("/")) {
            sent.header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "AmazonPersonalize." + operation);
        } else {
            sent.header("Content-Type", "application/json");
        }
        try {
            var answer = http.send(sent.build(), HttpResponse.BodyHandlers.ofString());
            var type = answer.headers().firstValue("x-amzn-errortype");
            var body = JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
            if (type.isPresent() && body instanceof ObjectNode object) {
                object.put("__type", type.get());
            }
            return new Answer(answer.statusCode(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Calls an operation, which must succeed, with these members, given as a name and its value in turn.
    JsonNode require(String operation, Object... members) {
        var answer = call(operation, json(members));
        assertThat(answer.status()).as("%s: %s", operation, answer.body()).isEqualTo(200);
        return answer.body();
    }
}
