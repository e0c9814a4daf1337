/// The demo: sample data, and a client that walks through the public API. The package accesses the server
/// through its endpoint only, and reads and writes no files except those it imports.
@NullMarked
package dev.kindred.server.demo;

import org.jspecify.annotations.NullMarked;
