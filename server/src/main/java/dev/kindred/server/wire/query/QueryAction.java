package dev.kindred.server.wire.query;

import dev.kindred.server.constraint.Validator;
import dev.kindred.server.wire.XmlWriter;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An action of a service: the form of its requests, and what answers them.
///
/// @param <I> the request; its components are called as the form's fields, in lower camel case
/// @param handler returns what is in the element `<Action>Result`, or null where there is no such element
public record QueryAction<I extends Record>(
        Class<I> requestType, BiFunction<I, QueryCaller, @Nullable Consumer<XmlWriter>> handler) {

    /// An action that answers with a result.
    public static <I extends Record> QueryAction<I> of(
            Class<I> requestType, BiFunction<I, QueryCaller, Consumer<XmlWriter>> handler) {
        return new QueryAction<>(requestType, handler);
    }

    /// An action whose answer says no more than that it is done.
    public static <I extends Record> QueryAction<I> silent(Class<I> requestType, Silent<I> handler) {
        return new QueryAction<>(requestType, (request, caller) -> {
            handler.handle(request, caller);
            return null;
        });
    }

    /// What does an action that has no result.
    public interface Silent<I extends Record> {
        void handle(I request, QueryCaller caller);
    }

    @Nullable
    Consumer<XmlWriter> call(Form form, QueryCaller caller) {
        var request = form.as(requestType);
        Validator.check(request);
        return handler.apply(request, caller);
    }
}
