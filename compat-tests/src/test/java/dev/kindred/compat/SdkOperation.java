package dev.kindred.compat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/// An operation of the AWS SDK: a method from a request to a response.
///
/// @param client the client that sends it
record SdkOperation(Object client, Method method) {

    /// Returns the operations of a client, without its overloads, paginators and waiters.
    ///
    /// @param type the interface with the operations
    static <C> Stream<SdkOperation> of(Class<C> type, C client) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .filter(method -> AwsResponse.class.isAssignableFrom(method.getReturnType()))
                .map(method -> new SdkOperation(client, method));
    }

    /// Its name in AWS's model.
    String name() {
        return Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
    }

    /// Calls it with a request that `fill` makes of an empty one. Returns the service's error, if there is one.
    Optional<AwsServiceException> refusal(UnaryOperator<SdkPojo> fill) {
        try {
            var empty =
                    (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
            method.invoke(client, ((Buildable) fill.apply(empty)).build());
            return Optional.empty();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsServiceException refusal) {
                return Optional.of(refusal);
            }
            throw new AssertionError(name() + " fails on the client's side", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the AWS SDK has changed", e);
        }
    }
}
