/// Texts that clients write and read: how a string stands between quotes, and how messages show data or hide it.
/// Knows no schema, no file and no request.
@NullMarked
package dev.kindred.server.literal;

import org.jspecify.annotations.NullMarked;
