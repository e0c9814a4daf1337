/// The demo's data, its guesses at schemas, its walk through the API and what it tells to try.
@NullMarked
package dev.kindred.server.demo;

import org.jspecify.annotations.NullMarked;
