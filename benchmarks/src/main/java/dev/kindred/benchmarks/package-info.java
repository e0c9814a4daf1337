/// Whole-process benchmarks: each main class answers one question and runs its rival in the same process.
@NullMarked
package dev.kindred.benchmarks;

import org.jspecify.annotations.NullMarked;
