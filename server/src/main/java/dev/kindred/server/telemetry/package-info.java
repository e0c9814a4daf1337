/// The operator's metrics in Prometheus's format. The package receives numbers and depends on none of their
/// sources.
@NullMarked
package dev.kindred.server.telemetry;

import org.jspecify.annotations.NullMarked;
