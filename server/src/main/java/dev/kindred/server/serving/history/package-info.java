/// What users did up to this moment: imported and streamed events together, by item row.
@NullMarked
package dev.kindred.server.serving.history;

import org.jspecify.annotations.NullMarked;
