/// The figures that operators watch, in Prometheus's form. It is told numbers, and knows nothing of what they count.
@NullMarked
package dev.kindred.server.telemetry;

import org.jspecify.annotations.NullMarked;
