package dev.kindred.server.console;

import dev.kindred.server.error.ServiceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Recommendations of a campaign or recommender for a user, each with its causes.
final class TryPage implements Page {

    /// The campaigns and recommenders to choose from: the largest page of AWS's lists.
    private static final int SOURCES = 100;

    /// The recommendations that are shown. Taste.
    private static final int RESULTS = 20;

    @Override
    public String path() {
        return "/try";
    }

    @Override
    public Answer answer(Visit visit) {
        var campaigns = visit.call("ListCampaigns", "maxResults", SOURCES).path("campaigns");
        var recommenders = visit.call("ListRecommenders", "maxResults", SOURCES).path("recommenders");
        var source = visit.parameter("source");
        var parameters = new HashMap<String, Object>(Map.of(
                "campaigns",
                campaigns,
                "recommenders",
                recommenders,
                "source",
                source.orElse(""),
                "user",
                visit.parameter("user").orElse(""),
                "item",
                visit.parameter("item").orElse("")));
        if (source.isPresent()) {
            try {
                parameters.put("answer", recommend(visit, source.get()));
            } catch (ServiceException e) {
                parameters.put("refusal", e.getMessage());
            }
        }
        parameters.put("frame", Frame.of("Try it", path(), visit));
        return Html.of("tryIt", parameters);
    }

    private static Object recommend(Visit visit, String source) {
        boolean isCampaign = source.contains(":campaign/");
        return visit.callExplained(
                        "GetRecommendations",
                        isCampaign ? "campaignArn" : "recommenderArn",
                        source,
                        "userId",
                        visit.parameter("user"),
                        "itemId",
                        visit.parameter("item"),
                        "numResults",
                        Optional.of(RESULTS))
                .path("itemList");
    }
}
