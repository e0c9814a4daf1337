package dev.kindred.server.deployment;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import java.io.IOException;

/// Starts and stops the serving of recommenders.
public interface RecommenderSwitch {

    /// Loads the recommender's model and serves it.
    ///
    /// @throws IOException if its model cannot be loaded
    void begin(Recommender recommender) throws IOException;

    /// Stops serving the recommender.
    void end(Arn recommender);
}
