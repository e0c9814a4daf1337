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

/// What an event is owed to: the source that it names itself, or else the campaign or recommender that its
/// recommendation came of.
///
/// @param arns of the campaigns and recommenders, by [RecommendationId#tagOf]
public record EventSources(Map<String, String> arns) {

    /// The source of events that name none.
    public static final String UNDEFINED = "SOURCE_NAME_UNDEFINED";

    /// What stands for all sources beyond the most that are told apart.
    public static final String OTHERS = "OTHER_SOURCES";

    /// How many sources of an attribution are told apart.
    public static final int MOST = 100;

    public EventSources {
        arns = Map.copyOf(arns);
    }

    /// Reads which campaigns and recommenders a dataset group has.
    ///
    /// @param known sources of events before: those that have gone since are known by them
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
    /// @param given the one that it names itself
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
