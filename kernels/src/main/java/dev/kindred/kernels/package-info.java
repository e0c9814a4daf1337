/// The arithmetic of training and serving, from arrays to arrays. It has no state and no notion of recommenders.
/// It is the only code that may import `jdk.incubator.vector`.
@NullMarked
package dev.kindred.kernels;

import org.jspecify.annotations.NullMarked;
