package dev.kindred.engine.recipe;

/// The resources of a training.
///
/// @param workers the threads that it may use
/// @param seed the seed of random choices
/// @param watch receives the progress and can cancel the training
public record TrainingContext(Workers workers, long seed, Watch watch) {

    /// Returns the context of a part of the training, from `from` to `to` of the whole.
    public TrainingContext part(double from, double to) {
        return new TrainingContext(workers, seed, watch.part(from, to));
    }

    /// Returns the context of a named part of the training. The name precedes those of its stages.
    public TrainingContext part(String name, double from, double to) {
        Watch part = watch.part(from, to);
        return new TrainingContext(workers, seed, (stage, done) -> part.reached(name + ": " + stage, done));
    }

    /// Receives the progress of a training.
    public interface Watch {

        /// Ignores the progress.
        Watch NONE = (stage, done) -> {};

        /// Reports the progress of the training.
        ///
        /// @param stage the next stage, for people to read
        /// @param done from 0 to 1
        /// @throws java.util.concurrent.CancellationException if the training is cancelled; called about once a
        /// second
        void reached(String stage, double done);

        /// Returns a watch for a part of the training, from `from` to `to` of the whole.
        default Watch part(double from, double to) {
            return (stage, done) -> reached(stage, from + done * (to - from));
        }
    }
}
