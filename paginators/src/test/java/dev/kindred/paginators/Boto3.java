package dev.kindred.paginators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** boto3 in a separate Python process, which executes commands sequentially. */
final class Boto3 implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private Boto3(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Returns whether Python 3 with boto3 is installed. */
    static boolean isInstalled() throws InterruptedException {
        try {
            var check = new ProcessBuilder("python3", "-c", "import boto3")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return check.waitFor(60, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    static Boto3 start() throws IOException, URISyntaxException {
        var script = Path.of(
                Objects.requireNonNull(Boto3.class.getResource("boto3_peer.py")).toURI());
        return new Boto3(new ProcessBuilder("python3", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Lists import jobs in one walk with these members of {@code PaginationConfig}; null members are left out. */
    JsonNode walk(URI endpoint, PaginationConfig config, @Nullable String search) {
        return ask(json -> {
            json.writeFieldName("do").writeValue("walk");
            json.writeFieldName("endpoint").writeValue(endpoint.toString());
            if (search != null) {
                json.writeFieldName("search").writeValue(search);
            }
            json.writeFieldName("config").writeStartObject();
            if (config.maxItems() != null) {
                json.writeFieldName("MaxItems").writeValue(config.maxItems().intValue());
            }
            if (config.pageSize() != null) {
                json.writeFieldName("PageSize").writeValue(config.pageSize().intValue());
            }
            if (config.startingToken() != null) {
                json.writeFieldName("StartingToken").writeValue(config.startingToken());
            }
            json.writeEndObject();
        });
    }

    /** Reads a starting token. */
    JsonNode parse(String token) {
        return ask(json -> json.writeFieldName("do")
                .writeValue("parse")
                .writeFieldName("token")
                .writeValue(token));
    }

    /** Returns botocore's paginators of Personalize by operation. */
    JsonNode paginators() {
        return ask(json -> json.writeFieldName("do").writeValue("paginators"));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // ends the script's loop
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        answers.close();
    }

    private JsonNode ask(Consumer<JsonWriter> members) {
        var json = JsonWriter.create();
        json.writeStartObject();
        members.accept(json);
        json.writeEndObject();
        try {
            var commands = process.getOutputStream();
            commands.write(json.getBytes());
            commands.write('\n');
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("The Python process has ended");
            }
            return JsonNode.parser().parse(answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
