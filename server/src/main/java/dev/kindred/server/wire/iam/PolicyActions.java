package dev.kindred.server.wire.iam;

import dev.kindred.server.catalog.IamTable;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The actions on managed policies: customer managed policies, and reading of AWS managed policies.
/// [PolicyVersionActions] has the actions on versions.
final class PolicyActions {

    /// IAM's default quota of an account.
    private static final int MOST_POLICIES = 1500;

    private final IamStore store;

    PolicyActions(IamStore store) {
        this.store = store;
    }

    record NewPolicy(
            @PolicyName String policyName,
            @Nullable @Path String path,
            @PolicyText String policyDocument,
            @Nullable @Length(max = 1000) String description,
            @Nullable @Length(max = 50) List<TagMember> tags) {}

    record NamedPolicy(@PolicyArn String policyArn) {}

    record Tags(
            @PolicyArn String policyArn,
            @Required @Length(max = 50) List<TagMember> tags) {}

    record TagKeys(
            @PolicyArn String policyArn,
            @Required @Length(max = 50) List<@TagKey String> tagKeys) {}

    record AllPolicies(
            @Nullable @OneOf({"All", "AWS", "Local"}) String scope,
            @Nullable Boolean onlyAttached,
            @Nullable @PathPrefix String pathPrefix,

            @Nullable @OneOf({"PermissionsPolicy", "PermissionsBoundary"})
            String policyUsageFilter,

            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    record ListOfPolicy(
            @PolicyArn String policyArn,
            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    record Entities(
            @PolicyArn String policyArn,

            @Nullable @OneOf({"User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"})
            String entityFilter,

            @Nullable @PathPrefix String pathPrefix,

            @Nullable @OneOf({"PermissionsPolicy", "PermissionsBoundary"})
            String policyUsageFilter,

            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    Map<String, QueryAction<?>> actions() {
        return Map.ofEntries(
                Map.entry("CreatePolicy", QueryAction.of(NewPolicy.class, this::create)),
                Map.entry("GetPolicy", QueryAction.of(NamedPolicy.class, this::get)),
                Map.entry("ListPolicies", QueryAction.of(AllPolicies.class, this::list)),
                Map.entry("DeletePolicy", QueryAction.silent(NamedPolicy.class, this::delete)),
                Map.entry("TagPolicy", QueryAction.silent(Tags.class, this::tag)),
                Map.entry("UntagPolicy", QueryAction.silent(TagKeys.class, this::untag)),
                Map.entry("ListPolicyTags", QueryAction.of(ListOfPolicy.class, this::listTags)),
                Map.entry("ListEntitiesForPolicy", QueryAction.of(Entities.class, this::listEntities)));
    }

    private Consumer<XmlWriter> create(NewPolicy request, QueryCaller caller) {
        Policies.requireManaged(request.policyDocument());
        var head = store.newHead(caller, "ANPA", request.path(), request.policyName(), request.description())
                .withTags(TagMember.over(List.of(), request.tags()));
        var version = new IamPolicy.Version("v1", request.policyDocument(), head.created());
        var policy = new IamPolicy(head, List.of(version), version.id(), 1, head.created());
        store.write(caller, table -> {
            if (table.policies().size() >= MOST_POLICIES) {
                throw IamStore.limitExceeded("Cannot exceed quota for PoliciesPerAccount: " + MOST_POLICIES);
            }
            if (!table.insert(policy)) {
                throw new QueryException(
                        QueryError.EntityAlreadyExists,
                        "A policy called %s already exists. Duplicate names are not allowed."
                                .formatted(request.policyName()));
            }
            return true;
        });
        return result -> result.nest("Policy", xml -> IamXml.policy(xml, policy, List.of(), IamXml.Detail.WHOLE));
    }

    /// A policy with the members of its responses.
    ///
    /// @param own the customer managed policy, or null for an AWS managed policy
    private record Found(
            PolicyReference reference, @Nullable IamPolicy own, List<IamRole> roles) {

        void writeTo(XmlWriter xml, IamXml.Detail detail) {
            if (own != null) {
                IamXml.policy(xml, own, roles, detail);
            } else {
                IamXml.policy(xml, ManagedPolicies.describe(reference), roles);
            }
        }

        boolean isAttached() {
            return roles.stream().anyMatch(role -> role.attachedPolicies().contains(reference.arn()));
        }

        boolean isBoundary() {
            return roles.stream().anyMatch(role -> reference.arn().equals(role.permissionsBoundary()));
        }
    }

    private Consumer<XmlWriter> get(NamedPolicy request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        var found = store.read(
                caller,
                table -> new Found(
                        reference, reference.isOfAws() ? null : IamStore.findPolicy(table, reference), table.roles()));
        return result -> result.nest("Policy", xml -> found.writeTo(xml, IamXml.Detail.WHOLE));
    }

    private Consumer<XmlWriter> list(AllPolicies request, QueryCaller caller) {
        String scope = request.scope() == null ? "All" : request.scope();
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        boolean isAttached = Boolean.TRUE.equals(request.onlyAttached());
        var found = store.read(caller, table -> all(table, caller)).stream()
                .filter(policy -> scope.equals("All") || scope.equals("AWS") == (policy.own() == null))
                .filter(policy -> policy.reference().path().startsWith(prefix))
                .filter(policy -> !isAttached || policy.isAttached())
                .filter(policy -> !"PermissionsBoundary".equals(request.policyUsageFilter()) || policy.isBoundary())
                .toList();
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListPolicies",
                        List.of(scope, prefix, "" + isAttached, String.valueOf(request.policyUsageFilter())),
                        request.marker(),
                        request.maxItems()),
                found,
                policy -> policy.reference().arn());
        return result ->
                IamXml.page(result, "Policies", page, (xml, policy) -> policy.writeTo(xml, IamXml.Detail.LISTED));
    }

    /// Returns all customer managed policies, and the AWS managed policies that are known or attached, sorted by ARN.
    private static List<Found> all(IamTable table, QueryCaller caller) {
        var roles = table.roles();
        var byArn = new TreeMap<String, Found>();
        Stream.concat(
                        ManagedPolicies.known(caller.partition()).stream(),
                        roles.stream()
                                .flatMap(role -> Stream.concat(
                                        role.attachedPolicies().stream(),
                                        Stream.ofNullable(role.permissionsBoundary())))
                                .map(PolicyReference::require)
                                .filter(PolicyReference::isOfAws))
                .forEach(reference -> byArn.put(reference.arn(), new Found(reference, null, roles)));
        table.policies()
                .forEach(policy ->
                        byArn.put(policy.arn(), new Found(PolicyReference.require(policy.arn()), policy, roles)));
        return List.copyOf(byArn.values());
    }

    private void delete(NamedPolicy request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        store.write(caller, table -> {
            var policy = IamStore.requirePolicy(table, reference);
            var found = new Found(reference, policy, table.roles());
            if (found.isAttached() || found.isBoundary()) {
                throw new QueryException(
                        QueryError.DeleteConflict,
                        "Cannot delete a policy attached to entities: ListEntitiesForPolicy names them.");
            }
            if (policy.versions().size() > 1) {
                throw new QueryException(
                        QueryError.DeleteConflict,
                        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
            }
            table.remove(policy);
            return true;
        });
    }

    private void tag(Tags request, QueryCaller caller) {
        store.changePolicy(
                caller,
                request.policyArn(),
                policy -> policy.withHead(
                        policy.head().withTags(TagMember.over(policy.head().tags(), request.tags()))));
    }

    private void untag(TagKeys request, QueryCaller caller) {
        store.changePolicy(
                caller,
                request.policyArn(),
                policy -> policy.withHead(
                        policy.head().withTags(TagMember.without(policy.head().tags(), request.tagKeys()))));
    }

    private Consumer<XmlWriter> listTags(ListOfPolicy request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        List<Tag> tags = reference.isOfAws()
                ? List.of()
                : store.read(caller, table -> IamStore.findPolicy(table, reference))
                        .head()
                        .tags();
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListPolicyTags", List.of(reference.arn()), request.marker(), request.maxItems()),
                tags,
                Tag::tagKey);
        return result -> IamXml.page(result, page);
    }

    private Consumer<XmlWriter> listEntities(Entities request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        boolean asksForRoles =
                request.entityFilter() == null || request.entityFilter().equals("Role");
        var roles = store.read(caller, table -> {
            IamStore.requireAttachable(table, reference);
            return table.roles();
        });
        var users = roles.stream()
                .filter(role -> asksForRoles && role.head().path().startsWith(prefix))
                .filter(role -> isUsed(reference.arn(), role, request.policyUsageFilter()))
                .toList();
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListEntitiesForPolicy",
                        List.of(
                                reference.arn(),
                                prefix,
                                String.valueOf(request.entityFilter()),
                                String.valueOf(request.policyUsageFilter())),
                        request.marker(),
                        request.maxItems()),
                users,
                IamRole::name);
        return result -> {
            IamXml.page(
                    result,
                    "PolicyRoles",
                    page,
                    (xml, role) -> xml.text("RoleName", role.name())
                            .text("RoleId", role.head().id()));
            result.nest("PolicyGroups", _ -> {}).nest("PolicyUsers", _ -> {});
        };
    }

    private static boolean isUsed(String arn, IamRole role, @Nullable String usage) {
        boolean isAttached = role.attachedPolicies().contains(arn);
        boolean isBoundary = arn.equals(role.permissionsBoundary());
        if (usage == null) {
            return isAttached || isBoundary;
        }
        return usage.equals("PermissionsBoundary") ? isBoundary : isAttached;
    }
}
