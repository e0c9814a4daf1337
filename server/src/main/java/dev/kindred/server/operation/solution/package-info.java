/// The operations on solutions, their versions and what those were measured at. They decide and commit
/// through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.solution;

import org.jspecify.annotations.NullMarked;
