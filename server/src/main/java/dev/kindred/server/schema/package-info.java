/// The Avro schemas of datasets: their text read into columns, and every rule a schema must keep.
/// It knows no request, file or table, and imports nothing else of ours.
@NullMarked
package dev.kindred.server.schema;

import org.jspecify.annotations.NullMarked;
