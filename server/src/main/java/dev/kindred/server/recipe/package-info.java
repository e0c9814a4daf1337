/// The service's recipes as one table: their types, hyper-parameters and abilities. The package trains no models
/// and answers no requests.
@NullMarked
package dev.kindred.server.recipe;

import org.jspecify.annotations.NullMarked;
