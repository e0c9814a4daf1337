package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;

class AwsModelTest {
    private static final Map<AwsModel.Service, Class<?>> CLIENTS = Map.of(
            AwsModel.Service.PERSONALIZE, PersonalizeClient.class,
            AwsModel.Service.PERSONALIZE_RUNTIME, PersonalizeRuntimeClient.class,
            AwsModel.Service.PERSONALIZE_EVENTS, PersonalizeEventsClient.class);

    /// Returns the operations of a client with their methods, which take a request and return a response.
    private static Map<String, Method> operationsOf(Class<?> client) {
        var operations = new TreeMap<String, Method>();
        for (var method : client.getMethods()) {
            var answer = method.getReturnType().getSimpleName();
            if (answer.endsWith("Response")
                    && method.getParameterCount() == 1
                    && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])) {
                operations.put(answer.substring(0, answer.length() - "Response".length()), method);
            }
        }
        return operations;
    }

    @ParameterizedTest
    @EnumSource
    void theOperationsAreThoseOfTheAwsSdk(AwsModel.Service service) {
        assertThat(AwsModel.OPERATIONS.stream()
                        .filter(entry -> entry.service() == service)
                        .map(AwsModel.Entry::name))
                .containsExactlyElementsOf(operationsOf(Objects.requireNonNull(CLIENTS.get(service)))
                        .keySet());
    }

    @Test
    void thereAreSeventyNine() {
        assertThat(AwsModel.OPERATIONS)
                .hasSize(79)
                .extracting(AwsModel.Entry::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void allOfThemAreBuilt() {
        assertThat(TestServer.operations())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(
                        AwsModel.OPERATIONS.stream().map(AwsModel.Entry::name).toList());
    }
}
