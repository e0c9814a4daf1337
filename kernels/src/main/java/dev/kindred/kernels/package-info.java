/// Arrays in, arrays out: the arithmetic that training and serving spend their time in. Knows no
/// recommender, holds no state, and is the only code that may import `jdk.incubator.vector`.
@NullMarked
package dev.kindred.kernels;

import org.jspecify.annotations.NullMarked;
