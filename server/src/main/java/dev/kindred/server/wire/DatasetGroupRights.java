package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.auth.Principal;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.EventTracker;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The restriction of access keys to dataset groups. A request of such a key must name a resource of a permitted group
/// in a member of its operation, and no resource of another group anywhere: lists need a filter by group or resource.
/// Recipes and schemas belong to no group.
///
/// @param catalog finds the group of a resource
/// @param naming the members of each operation that can name a group or its resource
public record DatasetGroupRights(Catalog catalog, Map<String, Set<String>> naming) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Resource types that the service itself has.
    private static final Set<String> SERVICE_TYPES = Set.of("recipe", "algorithm", "feature-transformation");

    private static final String SCHEMA = "schema";
    private static final String TRACKING_ID = "trackingId";
    private static final String ARN = "Arn";

    /// Members with ARNs of other services.
    private static final Set<String> FOREIGN = Set.of("roleArn", "kmsKeyArn");

    private static final Set<String> WITHOUT_GROUP = Set.of(
            "ListRecipes", "DescribeRecipe", "DescribeAlgorithm", "DescribeFeatureTransformation", "DescribeSchema");

    /// Returns the restriction for these operations.
    public static DatasetGroupRights of(Catalog catalog, List<Operation<?, ?>> operations) {
        return new DatasetGroupRights(
                catalog,
                operations.stream()
                        .collect(Collectors.toUnmodifiableMap(Operation::name, DatasetGroupRights::namingMembers)));
    }

    private static Set<String> namingMembers(Operation<?, ?> operation) {
        return Arrays.stream(Dispatcher.requestTypeOf(operation).getRecordComponents())
                .map(RecordComponent::getName)
                .filter(member -> member.equals(TRACKING_ID) || (member.endsWith(ARN) && !FOREIGN.contains(member)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Requires that a restricted caller names its own groups only.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if the request does not
    void require(Principal principal, String operation, byte[] body) {
        var groups = principal.datasetGroups();
        if (groups.isEmpty() || WITHOUT_GROUP.contains(operation)) {
            return;
        }
        var request = parse(body);
        var named = new Named(new ArrayList<>(), new ArrayList<>());
        naming.getOrDefault(operation, Set.of()).forEach(member -> named.add(request.path(member), member));
        boolean isNaming = !named.isEmpty();
        named.add(request, null);
        if (!isNaming || !catalog.read(view -> isPermitted(view, principal, named))) {
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

    /// The resources and trackers that a request names.
    private record Named(List<Arn> arns, List<String> trackers) {

        boolean isEmpty() {
            return arns.isEmpty() && trackers.isEmpty();
        }

        /// Adds the names in a node.
        ///
        /// @param member the member whose value the node is, or null
        void add(JsonNode node, @Nullable String member) {
            if (node.isString()) {
                add(node.asString(), member);
            } else if (node.isObject()) {
                node.properties().forEach(each -> add(each.getValue(), each.getKey()));
            } else if (node.isArray()) {
                node.forEach(each -> add(each, member));
            }
        }

        private void add(String text, @Nullable String member) {
            if (TRACKING_ID.equals(member)) {
                trackers.add(text);
                return;
            }
            Arn.find(text)
                    .filter(arn ->
                            !SERVICE_TYPES.contains(arn.type()) && !arn.type().equals(SCHEMA))
                    .ifPresent(arns::add);
        }
    }

    private static boolean isPermitted(CatalogView view, Principal principal, Named named) {
        return named.arns().stream().allMatch(arn -> isOwn(groupOf(view, arn), principal))
                && named.trackers().stream().allMatch(id -> isOwn(groupOfTracker(view, principal, id), principal));
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
        return Stream.concat(trackers, datasets)
                .filter(group -> group.account().equals(principal.account()))
                .findFirst();
    }
}
