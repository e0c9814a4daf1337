/// Tests of the kernels: the selected ones against their plain reading, whether or not the JVM has SIMD.
@NullMarked
package dev.kindred.kernels;

import org.jspecify.annotations.NullMarked;
