package dev.kindred.server.operation;

/// An operation of the service. The implementing class has the operation's name and nests its `Request` and
/// `Response` records, whose component names are the JSON names.
///
/// @param <I> the request
/// @param <O> the response
public interface Operation<I extends Record, O extends Record> {

    /// Performs the operation. The constraints declared on `request` have been checked.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the request is refused; nothing is changed then
    O handle(I request, Caller caller);

    /// The operation's name in AWS's model.
    default String name() {
        return getClass().getSimpleName();
    }
}
