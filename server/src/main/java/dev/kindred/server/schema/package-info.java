/// The Avro schemas of datasets: their parser, and all rules for schemas. The package imports no other package
/// of the server and depends on no request, file or table.
@NullMarked
package dev.kindred.server.schema;

import org.jspecify.annotations.NullMarked;
