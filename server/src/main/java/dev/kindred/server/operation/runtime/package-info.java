/// Requests for recommendations. The operations validate requests and pass them to `serving`. They read and
/// write no data.
@NullMarked
package dev.kindred.server.operation.runtime;

import org.jspecify.annotations.NullMarked;
