package dev.kindred.server.operation.runtime;

import dev.kindred.server.serving.RecommendedAction;
import java.util.List;

/// A recommended action.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_RS_PredictedAction.html">API
/// reference</a>
public record PredictedAction(String actionId, Double score) {

    static List<PredictedAction> all(List<RecommendedAction> actions) {
        return actions.stream()
                .map(action -> new PredictedAction(action.actionId(), action.score()))
                .toList();
    }
}
