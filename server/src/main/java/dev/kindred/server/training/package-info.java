/// From dataset files to a trained model: the plan, the data, the algorithm and its search, the model file. It
/// does not know how models are served, and does not decide when to train.
@NullMarked
package dev.kindred.server.training;

import org.jspecify.annotations.NullMarked;
