package dev.kindred.server.operation;

/// One operation of the service. The implementing class is spelt as the operation and nests its `Request`
/// and `Response` records, whose component names are the JSON names.
///
/// @param <I> the request
/// @param <O> the response
public interface Operation<I extends Record, O extends Record> {

    /// Answers `request`, whose declared constraints have been checked.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the answer is no; nothing is changed then
    O handle(I request, Caller caller);

    /// The operation's name in AWS's model.
    default String name() {
        return getClass().getSimpleName();
    }
}
