package dev.kindred.server.serving;

import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.dataset.GroupFilters.Subject;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.dataset.RowSet;
import dev.kindred.server.deployment.Deployment;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.serving.RecommendationRequest.FilterUse;
import dev.kindred.server.serving.RecommendationRequest.Promotion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Answers requests for recommendations: finds the live model, combines the user's history, the filters and the
/// promotions, and ranks with the model.
public final class Recommendations {

    /// AWS's limit on numResults.
    private static final int MOST_RESULTS = 500;

    /// The row of items that are in no dataset: a filter sees them without metadata and events.
    private static final int UNSEEN = Integer.MAX_VALUE;

    /// AWS's limit on numResults for requests with metadata.
    private static final int MOST_RESULTS_WITH_METADATA = 50;

    private final ServedModelLookup sources;
    private final InstantSource clock;
    private final AnswerCounts counts = new AnswerCounts();
    private final FairQueue queue;

    /// The items, and the id by which events refer to the response.
    public record Answer(List<RecommendedItem> items, String recommendationId) {}

    /// @param queue the queue of requests for recommendations
    public Recommendations(ServedModelLookup sources, FairQueue queue, InstantSource clock) {
        this.sources = sources;
        this.queue = queue;
        this.clock = clock;
    }

    /// The number of responses of each campaign and recommender.
    public AnswerCounts counts() {
        return counts;
    }

    /// Returns items for a user, or items related to an item.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the request is invalid
    public Answer recommend(RecommendationRequest question, Scope scope) {
        var deployment = sources.require(question.source(), scope);
        var id = RecommendationId.next(deployment.arn());
        var items = queue.take(
                question.source(),
                sources.guaranteedRate(question.source(), scope),
                () -> recommend(deployment, question, scope, id.seed()));
        counts.answered(deployment.arn());
        return new Answer(items, id.toString());
    }

    /// Returns items for a user, or items related to an item, from a deployment that need not be served.
    ///
    /// @param seed the seed of random choices: equal seeds yield equal results
    /// @throws dev.kindred.server.error.ServiceException if the request is invalid
    public List<RecommendedItem> recommend(Deployment asked, RecommendationRequest question, Scope scope, long seed) {
        var deployment = asked.at(clock.instant().getEpochSecond());
        requireRecipe(
                deployment,
                deployment.recipe().type() != RecipeType.PERSONALIZED_RANKING,
                "It ranks lists: call GetPersonalizedRanking.");
        requireResults(question, question.numResults(), "numResults");
        requireAsked(question, deployment);
        var request = new Request(question, deployment, scope, seed);
        var ranked = request.rank(request.kept(question.filter()), question.numResults(), null);
        var promotion = question.promotion();
        if (promotion != null) {
            requireAbility(deployment, RecipeAbility.PROMOTIONS, "promotions");
            int places = PromotedSlots.count(promotion.percent(), question.numResults());
            var promoted = request.rank(request.kept(promotion.filter()), places, promotion);
            ranked = PromotedSlots.merge(promoted, ranked, question.numResults(), seed);
        }
        return ranked;
    }

    /// Ranks the items of `inputList` for a user. Items that the model does not contain come last, in their
    /// given order and with score 0.
    ///
    /// @throws dev.kindred.server.error.ServiceException if the request is invalid
    public Answer rank(RecommendationRequest question, List<String> inputList, Scope scope) {
        var deployment = sources.require(question.source(), scope);
        var id = RecommendationId.next(deployment.arn());
        var items = queue.take(
                question.source(),
                sources.guaranteedRate(question.source(), scope),
                () -> rank(deployment, question, inputList, scope, id.seed()));
        counts.answered(deployment.arn());
        return new Answer(items, id.toString());
    }

    /// Ranks the items of `inputList` for a user, with a deployment that need not be served.
    ///
    /// @param seed the seed of random choices: equal seeds yield equal results
    /// @throws dev.kindred.server.error.ServiceException if the request is invalid
    public List<RecommendedItem> rank(
            Deployment asked, RecommendationRequest question, List<String> inputList, Scope scope, long seed) {
        var deployment = asked.at(clock.instant().getEpochSecond());
        requireRecipe(
                deployment,
                deployment.recipe().type() == RecipeType.PERSONALIZED_RANKING,
                "It does not rank lists: call GetRecommendations, or deploy aws-personalized-ranking-v2.");
        if (inputList.isEmpty()) {
            throw new InvalidInput("inputList is empty. Give the items to rank.");
        }
        requireResults(question, inputList.size(), "The length of inputList");
        requireAsked(question, deployment);
        var request = new Request(question, deployment, scope, seed);
        var kept = request.kept(question.filter());
        var known = new ArrayList<Integer>();
        var unknown = new ArrayList<String>();
        for (var item : new LinkedHashSet<>(inputList)) {
            int row = deployment.group().rows().find(item);
            if (kept != null && !kept.contains(row >= 0 ? row : UNSEEN)) {
                continue;
            }
            int index = deployment.model().item(row);
            if (index >= 0) {
                known.add(index);
            } else {
                unknown.add(item);
            }
        }
        var items = known.stream().mapToInt(Integer::intValue).toArray();
        var answer = new ArrayList<>(request.rerank(items));
        unknown.forEach(item -> answer.add(request.unknown(item)));
        return answer;
    }

    private static void requireRecipe(Deployment deployment, boolean fits, String remedy) {
        if (!fits) {
            throw new InvalidInput("%s is of recipe %s. %s"
                    .formatted(deployment.arn(), deployment.recipe().name(), remedy));
        }
    }

    private static void requireAbility(Deployment deployment, RecipeAbility ability, String member) {
        if (!deployment.can(ability)) {
            throw new InvalidInput("%s is of recipe %s, which does not take %s. Leave it out."
                    .formatted(deployment.arn(), deployment.recipe().name(), member));
        }
    }

    private static void requireResults(RecommendationRequest question, int results, String member) {
        int most = question.metadataColumns().isEmpty() ? MOST_RESULTS : MOST_RESULTS_WITH_METADATA;
        if (results > most) {
            throw new InvalidInput("%s is %d. It can be at most %d%s."
                    .formatted(
                            member,
                            results,
                            most,
                            question.metadataColumns().isEmpty() ? "" : " together with metadata"));
        }
    }

    private static void requireAsked(RecommendationRequest question, Deployment deployment) {
        if (question.userId() == null && deployment.can(RecipeAbility.NEEDS_USER)) {
            throw new InvalidInput("userId is missing. Recipe %s recommends to a user: give the id of a user, or"
                            .formatted(deployment.recipe().name())
                    + " the session id of an anonymous user.");
        }
        if (question.itemId() == null && deployment.can(RecipeAbility.NEEDS_ITEM)) {
            throw new InvalidInput("itemId is missing. Recipe %s finds items like an item: name it."
                    .formatted(deployment.recipe().name()));
        }
        if (!question.metadataColumns().isEmpty()) {
            if (!deployment.metadata()) {
                throw new InvalidInput(
                        "%s does not answer with metadata. Set enableMetadataWithRecommendations, or omit metadataColumns."
                                .formatted(deployment.arn()));
            }
            deployment.group().requireItemColumns(question.metadataColumns());
        }
    }

    /// A request to one deployment, with values that several steps need.
    private final class Request {

        private final RecommendationRequest question;
        private final Deployment deployment;
        private final Scope scope;
        private final LiveDatasetGroup group;
        private final long seed;
        private final long now = clock.instant().getEpochSecond();
        private final int itemRow;
        private final RowSet hidden;

        Request(RecommendationRequest question, Deployment deployment, Scope scope, long seed) {
            this.question = question;
            this.deployment = deployment;
            this.scope = scope;
            this.group = deployment.group();
            this.seed = seed;
            this.itemRow = question.itemId() == null ? -1 : group.rows().find(question.itemId());
            this.hidden = hidden();
        }

        /// Returns the items that a use case excludes: those of the user's events of certain types.
        private RowSet hidden() {
            var user = question.userId();
            var types = deployment.recipe().hiddenEventTypes();
            return user == null || types.isEmpty() ? RowSet.NONE : group.rowsWithEvents(user, types);
        }

        @Nullable
        RowSet kept(@Nullable FilterUse use) {
            if (use == null) {
                return null;
            }
            return group.filters()
                    .items(
                            sources.requireFilter(use.filterArn(), scope, group),
                            use.values(),
                            new Subject(question.userId(), question.itemId()));
        }

        /// @param promotion the promotion of the items, or null
        List<RecommendedItem> rank(@Nullable RowSet kept, int numResults, @Nullable Promotion promotion) {
            var model = deployment.model().model();
            var query = query(kept, numResults);
            return question.explained()
                    ? explained(model.rankExplained(query, ItemExplanation.MOST_CAUSES), promotion)
                    : named(model.rank(query), promotion, i -> null);
        }

        List<RecommendedItem> rerank(int[] items) {
            var model = deployment.model().model();
            var query = query(null, items.length);
            return question.explained()
                    ? explained(model.rerankExplained(query, items, ItemExplanation.MOST_CAUSES), null)
                    : named(model.rerank(query, items), null, i -> null);
        }

        private List<RecommendedItem> explained(ExplainedItems answer, @Nullable Promotion promotion) {
            var ids = deployment.model().model().items();
            return named(
                    answer.ranked(),
                    promotion,
                    i -> ItemExplanation.of(answer.explanations().get(i), ids));
        }

        private Query query(@Nullable RowSet kept, int numResults) {
            var user = question.userId();
            return new Query(
                    group.history(user, deployment.model().rows(), deployment.events()),
                    deployment.model().item(itemRow),
                    user == null ? Map.of() : group.userMetadata(user),
                    question.context(),
                    new Eligible(deployment.model(), kept, hidden),
                    numResults,
                    deployment.exploration(),
                    now,
                    seed);
        }

        @Nullable
        Map<String, String> metadata(String item) {
            return question.metadataColumns().isEmpty()
                    ? null
                    : group.items().metadata(item, question.metadataColumns());
        }

        private List<RecommendedItem> named(
                RankedItems ranked,
                @Nullable Promotion promotion,
                IntFunction<@Nullable ItemExplanation> explanations) {
            var ids = deployment.model().model().items();
            var named = new ArrayList<RecommendedItem>(ranked.size());
            for (int i = 0; i < ranked.size(); i++) {
                var id = ids.id(ranked.items()[i]);
                named.add(new RecommendedItem(
                        id,
                        score(ranked.scores()[i]),
                        promotion == null ? null : promotion.name(),
                        metadata(id),
                        reasons(ranked.reasons()[i], promotion != null),
                        explanations.apply(i)));
            }
            return named;
        }

        /// An item that the model does not contain and cannot rank.
        RecommendedItem unknown(String item) {
            return new RecommendedItem(item, score(0), null, metadata(item), null, null);
        }

        /// AWS returns scores with 7 decimals.
        private @Nullable Double score(double score) {
            return deployment.can(RecipeAbility.SCORES) && !Double.isNaN(score)
                    ? Double.valueOf(Math.round(score * 1e7) / 1e7)
                    : null;
        }

        private @Nullable List<String> reasons(Reason reason, boolean promoted) {
            if (!deployment.can(RecipeAbility.REASONS)) {
                return null;
            }
            var reasons = new ArrayList<String>(2);
            if (promoted) {
                reasons.add("Promoted item");
            }
            switch (reason) {
                case EXPLORATION -> reasons.add("Exploration");
                case POPULAR -> reasons.add("Popular item");
                case RELEVANT -> {}
            }
            return reasons.isEmpty() ? null : reasons;
        }
    }
}
