/// Recommendations as they are asked for: loaded models, what users did up to this moment, what items are,
/// and the filters over them. It changes nothing in the catalog and answers no network.
@NullMarked
package dev.kindred.server.serving;

import org.jspecify.annotations.NullMarked;
