package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.auth.Principal;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The restriction of access keys to dataset groups. A request of such a key must name a resource of a permitted group,
/// and
/// none of another: lists need a filter by group or resource. Recipes and schemas belong to no group.
///
/// @param catalog finds the group of a resource
public record DatasetGroupRights(Catalog catalog) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Resource types that the service itself has.
    private static final Set<String> SERVICE_TYPES = Set.of("recipe", "algorithm", "feature-transformation");

    private static final String SCHEMA = "schema";
    private static final Set<String> WITHOUT_GROUP = Set.of(
            "ListRecipes", "DescribeRecipe", "DescribeAlgorithm", "DescribeFeatureTransformation", "DescribeSchema");

    /// Requires that a restricted caller names its own groups only.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if the request does not
    void require(Principal principal, String operation, byte[] body) {
        var groups = principal.datasetGroups();
        if (groups.isEmpty() || WITHOUT_GROUP.contains(operation)) {
            return;
        }
        var named = new ArrayList<Arn>();
        var trackers = new ArrayList<String>();
        collect(parse(body), null, named, trackers);
        boolean isPermitted = catalog.read(view -> isPermitted(view, principal, named, trackers));
        if (!isPermitted) {
            throw principal.denied(
                    "personalize:" + operation,
                    "the key is restricted to the dataset groups %s, and the request must name one of them or its resources"
                            .formatted(groups.stream().sorted().toList()));
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(new String(body, UTF_8));
        } catch (JacksonException e) {
            return JSON.createObjectNode(); // the operation refuses it
        }
    }

    private static void collect(JsonNode node, @Nullable String member, List<Arn> named, List<String> trackers) {
        if (node.isString()) {
            if ("trackingId".equals(member)) {
                trackers.add(node.asString());
            } else {
                Arn.find(node.asString())
                        .filter(arn -> !SERVICE_TYPES.contains(arn.type())
                                && !arn.type().equals(SCHEMA))
                        .ifPresent(named::add);
            }
        } else if (node.isObject()) {
            node.properties().forEach(each -> collect(each.getValue(), each.getKey(), named, trackers));
        } else if (node.isArray()) {
            node.forEach(each -> collect(each, member, named, trackers));
        }
    }

    private static boolean isPermitted(CatalogView view, Principal principal, List<Arn> named, List<String> trackers) {
        if (named.isEmpty() && trackers.isEmpty()) {
            return false;
        }
        return named.stream().allMatch(arn -> isOwn(groupOf(view, arn), principal))
                && trackers.stream().allMatch(id -> isOwn(groupOfTracker(view, principal, id), principal));
    }

    private static boolean isOwn(Optional<Arn> group, Principal principal) {
        return group.filter(arn -> arn.account().equals(principal.account())
                        && principal.datasetGroups().contains(arn.rest()))
                .isPresent();
    }

    /// Returns the dataset group of a resource, by its parents.
    private static Optional<Arn> groupOf(CatalogView view, Arn arn) {
        Optional<Resource> resource = view.find(arn);
        while (resource.isPresent()) {
            var found = resource.get();
            if (found.kind() == ResourceKind.DATASET_GROUP) {
                return Optional.of(found.arn());
            }
            var parent = found.parent();
            resource = parent == null ? Optional.empty() : view.find(parent);
        }
        return Optional.empty();
    }

    private static Optional<Arn> groupOfTracker(CatalogView view, Principal principal, String trackingId) {
        var trackers = view.resources().all(EventTracker.class, ResourceKind.EVENT_TRACKER).stream()
                .filter(tracker -> tracker.trackingId().equals(trackingId))
                .map(EventTracker::datasetGroupArn);
        var datasets = view.resources().all(Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> trackingId.equals(dataset.trackingId()))
                .map(Dataset::datasetGroupArn);
        return java.util.stream.Stream.concat(trackers, datasets)
                .filter(group -> group.account().equals(principal.account()))
                .findFirst();
    }
}
