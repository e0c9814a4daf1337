/// The operations on metric attributions. They validate requests and commit to the catalog. They import no
/// sibling package.
@NullMarked
package dev.kindred.server.operation.metricattribution;

import org.jspecify.annotations.NullMarked;
