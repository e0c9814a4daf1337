package dev.kindred.engine.recipe;

/// What training works with.
///
/// @param workers the cores it may use
/// @param seed decides what chance decides
/// @param watch hears of progress and can call it off
public record TrainingContext(Workers workers, long seed, Watch watch) {

    /// Hears of a training's progress.
    public interface Watch {

        /// For a training that nobody watches.
        Watch NONE = (stage, done) -> {};

        /// Notes that so much of the training is done.
        ///
        /// @param stage what it is about to do, for a person to read
        /// @param done from 0 to 1
        /// @throws java.util.concurrent.CancellationException if the training shall end here; it asks once a
        /// second
        void reached(String stage, double done);
    }
}
