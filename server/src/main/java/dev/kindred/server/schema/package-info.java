/// Tests of every rule of schemas, as tables of valid and invalid schemas with their error messages.
@NullMarked
package dev.kindred.server.schema;

import org.jspecify.annotations.NullMarked;
