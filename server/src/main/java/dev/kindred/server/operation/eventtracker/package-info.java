/// The operations on event trackers. They decide and commit through the catalog, and import no sibling package.
@NullMarked
package dev.kindred.server.operation.eventtracker;

import org.jspecify.annotations.NullMarked;
