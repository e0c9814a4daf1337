/// Quoted strings, and the representation of data in messages. The package depends on no schema, file or
/// request.
@NullMarked
package dev.kindred.server.literal;

import org.jspecify.annotations.NullMarked;
