/// The operations on data deletion jobs. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.deletionjob;

import org.jspecify.annotations.NullMarked;
