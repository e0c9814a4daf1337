package dev.kindred.server.wire;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.constraint.Validator;
import dev.kindred.server.error.ServiceException.UnknownOperation;
import dev.kindred.server.operation.AwsModel;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.TransitionWait;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decodes a request for its operation, calls the operation and encodes the response.
final class Dispatcher {

    private final Map<String, Bound<?>> operations;
    private final TransitionWait transitions;

    /// @param isSilent whether a response without members has an empty body, as in REST-JSON
    /// @param queue the queue of its kind, or null if the operation has a queue of its own
    private record Bound<I extends Record>(
            Operation<I, ?> operation,
            Class<I> requestType,
            boolean isSilent,
            @Nullable FairQueue queue) {

        byte[] call(byte[] body, Caller caller, TransitionWait transitions) {
            var request = JsonCodec.decode(body, requestType);
            Validator.check(request);
            Record response = transitions.retrying(() -> handle(request, caller));
            return isSilent && response.getClass().getRecordComponents().length == 0
                    ? new byte[0]
                    : JsonCodec.encode(response);
        }

        /// Waits for a permit at each attempt: a request that waits for a resource in transition holds none.
        private Record handle(I request, Caller caller) {
            return queue == null
                    ? operation.handle(request, caller)
                    : queue.take(caller.scope(), 1, () -> operation.handle(request, caller));
        }
    }

    Dispatcher(List<Operation<?, ?>> operations, TransitionWait transitions, WorkQueues queues) {
        this.transitions = transitions;
        this.operations = operations.stream()
                .<Bound<?>>map(operation -> bind(operation, queues))
                .collect(Collectors.toUnmodifiableMap(bound -> bound.operation().name(), Function.identity()));
    }

    private static <I extends Record> Bound<I> bind(Operation<I, ?> operation, WorkQueues queues) {
        var service = AwsModel.find(operation.name()).map(AwsModel.Entry::service);
        boolean isSilent =
                service.map(each -> Protocol.of(each) == Protocol.REST_JSON).orElse(false);
        return new Bound<>(
                operation,
                requestTypeOf(operation),
                isSilent,
                service.flatMap(queues::find).orElse(null));
    }

    /// Returns the request type of an operation: by naming convention, the nested record `Request`.
    @SuppressWarnings("unchecked") // the type parameter is the nested record's type
    static <I extends Record> Class<I> requestTypeOf(Operation<I, ?> operation) {
        return (Class<I>) Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(operation.name() + " nests no Request"));
    }

    /// Returns the response of the operation with the given name.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the operation fails
    byte[] call(String name, byte[] body, Caller caller) {
        var bound = operations.get(name);
        if (bound != null) {
            return bound.call(body, caller, transitions);
        }
        throw new UnknownOperation("Amazon Personalize has no operation %s.".formatted(name));
    }
}
