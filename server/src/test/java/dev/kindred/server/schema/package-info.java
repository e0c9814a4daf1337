/// Every rule of a schema as a row of a table: what is accepted, and what is refused with which words.
@NullMarked
package dev.kindred.server.schema;

import org.jspecify.annotations.NullMarked;
