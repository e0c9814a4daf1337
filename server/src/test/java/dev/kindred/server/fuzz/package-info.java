/// Generators of hostile input, and the harness that runs them by seed.
@NullMarked
package dev.kindred.server.fuzz;

import org.jspecify.annotations.NullMarked;
