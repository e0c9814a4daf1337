package dev.kindred.engine.recipe;

/// What training works with.
///
/// @param workers the cores it may use
/// @param seed decides what chance decides
/// @param watch hears of progress and can call it off
public record TrainingContext(Workers workers, long seed, Watch watch) {

    /// Returns the same but for the watch, which is told of a part of the training that goes from `from` to
    /// `to` of the whole.
    public TrainingContext part(double from, double to) {
        return new TrainingContext(workers, seed, watch.part(from, to));
    }

    /// Returns the same for a part of the training that has a name of its own, which stands before its stages.
    public TrainingContext part(String name, double from, double to) {
        Watch part = watch.part(from, to);
        return new TrainingContext(workers, seed, (stage, done) -> part.reached(name + ": " + stage, done));
    }

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

        /// Returns a watch for a part of the training, which goes from `from` to `to` of the whole.
        default Watch part(double from, double to) {
            return (stage, done) -> reached(stage, from + done * (to - from));
        }
    }
}
