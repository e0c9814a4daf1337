/// The operations on event trackers. They validate requests and commit to the catalog. They import no sibling
/// package.
@NullMarked
package dev.kindred.server.operation.eventtracker;

import org.jspecify.annotations.NullMarked;
