package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;

/// Every method of the AWS SDK's three clients on the packaged server, compared with the table in
/// docs/operations.md.
class SdkOperationsTest {

    private static final int OPERATIONS = 79;
    private static final Pattern ROW =
            Pattern.compile("^\\| \\[`(\\w+)`\\]\\(\\S+\\) \\| [\\w-]+ \\| ([a-z ]+) \\|$", Pattern.MULTILINE);

    @TempDir
    private static Path folder;

    private static PackagedServer server;
    private static List<SdkOperation> operations;

    @BeforeAll
    static void startServer() throws IOException {
        server = PackagedServer.start(folder.resolve("data"));
        operations = Stream.of(
                        SdkOperation.of(PersonalizeClient.class, server.personalize()),
                        SdkOperation.of(PersonalizeRuntimeClient.class, server.runtime()),
                        SdkOperation.of(PersonalizeEventsClient.class, server.events()))
                .flatMap(some -> some)
                .toList();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static Map<String, String> table() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/operations.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    @Test
    void theTableNamesEveryMethodOfTheClients() throws IOException {
        var names = operations.stream().map(SdkOperation::name).toList();

        assertThat(names).hasSize(OPERATIONS).doesNotHaveDuplicates();
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void allAreBuiltAndTheTableSaysSo() throws IOException {
        var missing = new TreeSet<String>();
        for (var operation : operations) {
            operation
                    .refusal(empty -> empty)
                    .filter(refusal -> refusal.statusCode() >= 500
                            || refusal.awsErrorDetails().errorCode().equals("UnknownOperationException"))
                    .ifPresent(refusal -> missing.add(operation.name()));
        }

        assertThat(missing).isEmpty();
        assertThat(table().values()).containsOnly("yes");
    }

    @Test
    void everyMemberThatTheSdkCanSendIsUnderstood() throws IOException {
        var misunderstood = new TreeMap<String, String>();
        for (var operation : operations) {
            operation
                    .refusal(EveryMember::of)
                    .filter(refusal -> refusal.statusCode() >= 500
                            || refusal.awsErrorDetails().errorCode().equals("SerializationException"))
                    .ifPresent(refusal -> misunderstood.put(operation.name(), refusal.getMessage()));
        }

        assertThat(misunderstood).isEmpty();
        assertThat(server.log()).doesNotContain("fault of the server");
    }
}
