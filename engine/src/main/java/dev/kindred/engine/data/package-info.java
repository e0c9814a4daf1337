/// Training data: interactions, items, users, and the index between external ids and dense ones. It is
/// independent of algorithms.
@NullMarked
package dev.kindred.engine.data;

import org.jspecify.annotations.NullMarked;
