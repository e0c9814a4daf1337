/// Imports held against files with expected reports, against DuckDB reading the dataset files back, and against
/// chance.
@NullMarked
package dev.kindred.server.ingest;

import org.jspecify.annotations.NullMarked;
