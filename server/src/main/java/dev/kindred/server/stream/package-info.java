/// The durable log of streamed events, items and users, and its sealing into dataset files. The package does not
/// answer requests and does not train.
@NullMarked
package dev.kindred.server.stream;

import org.jspecify.annotations.NullMarked;
