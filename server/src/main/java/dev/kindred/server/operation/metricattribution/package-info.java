/// The operations on metric attributions. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.metricattribution;

import org.jspecify.annotations.NullMarked;
