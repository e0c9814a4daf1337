/// Tests of imports: files with expected reports, dataset files read back by DuckDB, and random files.
@NullMarked
package dev.kindred.server.ingest;

import org.jspecify.annotations.NullMarked;
