/// What the service's recipes are: their types, hyper-parameters and abilities, as one table. Trains nothing
/// and answers no request.
@NullMarked
package dev.kindred.server.recipe;

import org.jspecify.annotations.NullMarked;
