/// Turns CSV files into a checked, columnar segment, or into a report of what its owner must mend.
/// Bytes come from streams it is given and go to a stream it is given; it knows no bucket, catalog or job.
@NullMarked
package dev.kindred.server.ingest;

import org.jspecify.annotations.NullMarked;
