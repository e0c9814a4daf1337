package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;

class AwsModelTest {
    private static final Map<AwsModel.Service, Class<?>> CLIENTS = Map.of(
            AwsModel.Service.PERSONALIZE, PersonalizeClient.class,
            AwsModel.Service.PERSONALIZE_RUNTIME, PersonalizeRuntimeClient.class,
            AwsModel.Service.PERSONALIZE_EVENTS, PersonalizeEventsClient.class);

    /// The operations of a client, each with its method: those that take a request and answer with a response.
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
    void whatIsNotBuiltIsNamedAndNeverASuccess() throws ReflectiveOperationException {
        var shop = Shop.open();
        var built = TestServer.operations().stream()
                .map(operation -> operation.name())
                .toList();
        assertThat(built).hasSize(70);
        try (var runtime = shop.server()
                        .configure(PersonalizeRuntimeClient.builder())
                        .build();
                var events = shop.server()
                        .configure(PersonalizeEventsClient.builder())
                        .build()) {
            var clients = Map.of(
                    PersonalizeClient.class, shop.personalize(),
                    PersonalizeRuntimeClient.class, runtime,
                    PersonalizeEventsClient.class, events);
            for (var client : clients.entrySet()) {
                for (var operation : operationsOf(client.getKey()).entrySet()) {
                    if (!built.contains(operation.getKey())) {
                        assertThat(answerOf(client.getValue(), operation.getValue()))
                                .isEqualTo("501 NotImplementedException: Kindred cannot do " + operation.getKey()
                                        + " yet. Its README lists the operations it can do.");
                    }
                }
            }
        }
    }

    private static String answerOf(Object client, Method operation) throws ReflectiveOperationException {
        var builder = operation.getParameterTypes()[0].getMethod("builder").invoke(null);
        try {
            return String.valueOf(operation.invoke(client, ((SdkRequest.Builder) builder).build()));
        } catch (InvocationTargetException e) {
            var refusal = (AwsServiceException) Objects.requireNonNull(e.getCause());
            return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + ": "
                    + refusal.awsErrorDetails().errorMessage();
        }
    }
}
