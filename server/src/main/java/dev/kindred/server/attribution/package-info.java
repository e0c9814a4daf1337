/// The attribution of events to recommendations, and the metrics of metric attributions over them. The package
/// answers no requests, runs no jobs and depends on no JSON.
@NullMarked
package dev.kindred.server.attribution;

import org.jspecify.annotations.NullMarked;
