/// Which recommendations events came of, and what they come to by the metrics of a metric attribution. It answers no
/// request, runs no job and knows no JSON.
@NullMarked
package dev.kindred.server.attribution;

import org.jspecify.annotations.NullMarked;
