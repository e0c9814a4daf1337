package dev.kindred.server.wire.query;

import dev.kindred.server.constraint.Validator;
import dev.kindred.server.wire.XmlWriter;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An action of a service: its request type and its handler.
///
/// @param <I> the request; its components have the names of the form's fields, in lower camel case
/// @param handler returns the content of the element `<Action>Result`, or null if the response has no such element
public record QueryAction<I extends Record>(
        Class<I> requestType, BiFunction<I, QueryCaller, @Nullable Consumer<XmlWriter>> handler) {

    /// Returns an action whose response has a result.
    public static <I extends Record> QueryAction<I> of(
            Class<I> requestType, BiFunction<I, QueryCaller, Consumer<XmlWriter>> handler) {
        return new QueryAction<>(requestType, handler);
    }

    /// Returns an action whose response has no result.
    public static <I extends Record> QueryAction<I> silent(Class<I> requestType, Silent<I> handler) {
        return new QueryAction<>(requestType, (request, caller) -> {
            handler.handle(request, caller);
            return null;
        });
    }

    /// The handler of an action without a result.
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
