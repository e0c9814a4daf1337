/// Queries to models and their answers, independent of algorithms and files.
@NullMarked
package dev.kindred.engine.ranking;

import org.jspecify.annotations.NullMarked;
