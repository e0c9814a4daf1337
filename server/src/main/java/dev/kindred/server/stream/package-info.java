/// What clients send one by one: the durable log of streamed events, items and users, and its way into
/// segments. It answers no request and trains nothing.
@NullMarked
package dev.kindred.server.stream;

import org.jspecify.annotations.NullMarked;
