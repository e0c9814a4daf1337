package dev.kindred.server.wire;

/// What bounds the work of all requests together.
///
/// @param memory the memory of bodies and large answers
/// @param queues the queues of the kinds of requests
public record Capacity(RequestMemory memory, WorkQueues queues) {}
