/// Tests of the kernels: the selected implementation against the scalar one, with or without SIMD.
@NullMarked
package dev.kindred.kernels;

import org.jspecify.annotations.NullMarked;
