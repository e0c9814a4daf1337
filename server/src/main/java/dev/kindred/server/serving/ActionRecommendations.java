package dev.kindred.server.serving;

import dev.kindred.engine.ranking.ActionRanking;
import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.dataset.ActionData;
import dev.kindred.server.dataset.GroupFilters.Subject;
import dev.kindred.server.deployment.ActionDeployment;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.resource.Scope;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Recommends the actions that a user is most likely to take, of those in the Actions dataset that have not
/// expired and whose repeat frequency permits a repetition.
public final class ActionRecommendations {

    /// AWS's limit on numResults.
    private static final int MOST_RESULTS = 100;

    /// The share of results for actions with too little data. AWS explores, but documents no share: taste.
    private static final double EXPLORATION = 0.1;

    private final ServedModelLookup sources;
    private final FairQueue queue;
    private final AnswerCounts counts;
    private final InstantSource clock;

    /// The actions, and the id by which action interactions refer to the response.
    public record Answer(List<RecommendedAction> actions, String recommendationId) {}

    /// @param queue the queue of requests for recommendations
    /// @param counts counts each response
    public ActionRecommendations(ServedModelLookup sources, FairQueue queue, AnswerCounts counts, InstantSource clock) {
        this.sources = sources;
        this.queue = queue;
        this.counts = counts;
        this.clock = clock;
    }

    /// Returns actions for a user.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the request is invalid
    public Answer recommend(RecommendationRequest question, Scope scope) {
        var deployment = sources.requireActions(question.source(), scope);
        var id = RecommendationId.next(deployment.arn());
        var user = question.userId();
        if (user == null) {
            throw new InvalidInput("userId is missing. Recipe %s recommends to a user: give the id of a user, or"
                            .formatted(deployment.recipe().name())
                    + " the session id of an anonymous user.");
        }
        if (question.numResults() > MOST_RESULTS) {
            throw new InvalidInput(
                    "numResults is %d. It can be at most %d.".formatted(question.numResults(), MOST_RESULTS));
        }
        var actions = queue.take(
                question.source(),
                sources.guaranteedRate(question.source(), scope),
                () -> recommend(deployment, question, user, scope, id.seed()));
        counts.answered(deployment.arn());
        return new Answer(actions, id.toString());
    }

    private List<RecommendedAction> recommend(
            ActionDeployment deployment, RecommendationRequest question, String user, Scope scope, long seed) {
        var group = deployment.group();
        var data = group.actions();
        var use = question.filter();
        var kept = use == null
                ? null
                : group.filters()
                        .actions(
                                sources.requireFilter(use.filterArn(), scope, group),
                                use.values(),
                                new Subject(question.userId(), question.itemId()));
        var present = data.present();
        var past = data.past(user, deployment.actions(), present.rows());
        var propensities = deployment
                .model()
                .propensities(
                        group.history(user, deployment.items(), deployment.events()),
                        past.past(),
                        group.userMetadata(user));
        long now = clock.instant().getEpochSecond();
        var rows = new int[present.size()];
        var scores = new double[present.size()];
        var values = new float[present.size()];
        int count = 0;
        for (int place = 0; place < present.size(); place++) {
            int row = present.rows()[place];
            if ((kept == null || kept.contains(row)) && ActionData.isDue(present, place, past.newest()[place], now)) {
                int index = deployment.actions().index(row);
                rows[count] = row;
                values[count] = present.values()[place];
                scores[count++] = index < 0 ? 0 : Math.round(propensities[index] * 1e7) / 1e7;
            }
        }
        var best = ActionRanking.best(
                Arrays.copyOf(scores, count), Arrays.copyOf(values, count), question.numResults(), EXPLORATION, seed);
        var recommended = new ArrayList<RecommendedAction>(best.length);
        for (int chosen : best) {
            recommended.add(new RecommendedAction(data.rows().id(rows[chosen]), scores[chosen]));
        }
        return recommended;
    }
}
