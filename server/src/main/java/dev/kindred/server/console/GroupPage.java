package dev.kindred.server.console;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One dataset group with its datasets, solutions, campaigns, recommenders, filters and event trackers.
final class GroupPage implements Page {

    /// The rows of each list: the largest page of AWS's lists.
    private static final int ROWS = 100;

    @Override
    public String path() {
        return "/dataset-group";
    }

    @Override
    public Answer answer(Visit visit) {
        var arn = visit.parameter("arn").orElse("");
        var group = visit.call("DescribeDatasetGroup", "datasetGroupArn", arn).path("datasetGroup");
        var parameters = new HashMap<String, Object>(Map.of("group", group));
        parameters.put("datasets", list(visit, "ListDatasets", arn, "datasets"));
        var solutions = list(visit, "ListSolutions", arn, "solutions");
        parameters.put("solutions", solutions);
        parameters.put("campaigns", campaigns(visit, solutions));
        parameters.put("recommenders", list(visit, "ListRecommenders", arn, "recommenders"));
        parameters.put("filters", list(visit, "ListFilters", arn, "Filters"));
        parameters.put("trackers", list(visit, "ListEventTrackers", arn, "eventTrackers"));
        parameters.put("frame", Frame.of(nameOf(arn), "/", visit));
        return Html.of("group", parameters);
    }

    private static String nameOf(String arn) {
        return Arn.find(arn)
                .filter(it -> it.type().equals(ResourceKind.DATASET_GROUP.arnType()))
                .map(Arn::rest)
                .orElse("");
    }

    private static JsonNode list(Visit visit, String operation, String group, String member) {
        return visit.call(operation, "datasetGroupArn", group, "maxResults", ROWS)
                .path(member);
    }

    private static List<JsonNode> campaigns(Visit visit, JsonNode solutions) {
        var campaigns = new ArrayList<JsonNode>();
        for (var solution : solutions) {
            visit.call("ListCampaigns", "solutionArn", Text.of(solution, "solutionArn"), "maxResults", ROWS)
                    .path("campaigns")
                    .forEach(campaigns::add);
        }
        return campaigns;
    }
}
