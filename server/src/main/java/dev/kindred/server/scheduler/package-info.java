/// The source of threads and time for jobs, streams and the catalog. Tests replace it to run the same code under
/// simulated clocks and a seeded order of threads. The package depends on no other package.
@NullMarked
package dev.kindred.server.scheduler;

import org.jspecify.annotations.NullMarked;
