/// The job engine: workers, lanes, retries, progress and recovery after a crash. It runs tasks it does not
/// understand.
@NullMarked
package dev.kindred.server.job;

import org.jspecify.annotations.NullMarked;
