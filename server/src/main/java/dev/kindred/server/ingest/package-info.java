/// Converts CSV files to a validated, columnar dataset file, or to a report of the problems that the owner must
/// correct. Reads from and writes to streams that the caller passes; independent of buckets, catalog and jobs.
@NullMarked
package dev.kindred.server.ingest;

import org.jspecify.annotations.NullMarked;
