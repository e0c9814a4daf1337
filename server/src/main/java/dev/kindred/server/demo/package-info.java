/// The demo: data to look at, and a walk through the public API as any client would take it. It knows the server
/// by its endpoint only, and reads and writes no file but those it imports.
@NullMarked
package dev.kindred.server.demo;

import org.jspecify.annotations.NullMarked;
