/// The operations on solutions, their versions and their metrics. They validate requests and commit to the
/// catalog. They import no sibling package.
@NullMarked
package dev.kindred.server.operation.solution;

import org.jspecify.annotations.NullMarked;
