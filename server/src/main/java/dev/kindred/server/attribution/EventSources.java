package dev.kindred.server.attribution;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.serving.RecommendationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The attribution of events to sources. The source of an event is the one that it names or, if it names none,
/// the campaign or recommender of its recommendation.
///
/// @param arns of the campaigns and recommenders, by [RecommendationId#tagOf]
public record EventSources(Map<String, String> arns) {

    /// The source of events without a source.
    public static final String UNDEFINED = "SOURCE_NAME_UNDEFINED";

    /// The source of the events of all sources beyond the first [#MOST].
    public static final String OTHERS = "OTHER_SOURCES";

    /// The maximum number of sources of an attribution with counts of their own. Taste.
    public static final int MOST = 100;

    public EventSources {
        arns = Map.copyOf(arns);
    }

    /// Reads the campaigns and recommenders of a dataset group.
    ///
    /// @param known the sources of earlier events; they include campaigns and recommenders that were deleted
    /// since
    static EventSources of(CatalogView view, Arn datasetGroup, Set<String> known) {
        var arns = new HashMap<String, String>();
        for (var source : known) {
            Arn.find(source).ifPresent(arn -> put(arns, arn));
        }
        view.resources()
                .childrenOf(datasetGroup, Recommender.class, ResourceKind.RECOMMENDER)
                .forEach(recommender -> put(arns, recommender.arn()));
        for (var solution : view.resources().childrenOf(datasetGroup, Solution.class, ResourceKind.SOLUTION)) {
            view.resources()
                    .childrenOf(solution.arn(), Campaign.class, ResourceKind.CAMPAIGN)
                    .forEach(campaign -> put(arns, campaign.arn()));
        }
        return new EventSources(arns);
    }

    private static void put(Map<String, String> arns, Arn arn) {
        arns.put(RecommendationId.tagOf(arn), arn.toString());
    }

    /// Returns the source of an event.
    ///
    /// @param given the source that the event names
    String of(@Nullable String given, @Nullable String recommendationId) {
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        if (recommendationId == null) {
            return UNDEFINED;
        }
        return RecommendationId.findTag(recommendationId)
                .map(tag -> arns.getOrDefault(tag, UNDEFINED))
                .orElse(UNDEFINED);
    }
}
