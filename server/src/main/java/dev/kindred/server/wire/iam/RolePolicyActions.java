package dev.kindred.server.wire.iam;

import dev.kindred.server.resource.IamRole;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The actions on the policies of roles: attached managed policies and inline policies.
final class RolePolicyActions {

    /// IAM's largest quota of a role.
    private static final int MOST_ATTACHED = 20;

    private final IamStore store;

    RolePolicyActions(IamStore store) {
        this.store = store;
    }

    record Attachment(@RoleName String roleName, @PolicyArn String policyArn) {}

    record NamedPolicy(
            @RoleName String roleName, @PolicyName String policyName) {}

    record NewPolicy(
            @RoleName String roleName,
            @PolicyName String policyName,
            @PolicyText String policyDocument) {}

    record ListOfRole(
            @RoleName String roleName,
            @Nullable @PathPrefix String pathPrefix,
            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    Map<String, QueryAction<?>> actions() {
        return Map.of(
                "AttachRolePolicy", QueryAction.silent(Attachment.class, this::attach),
                "DetachRolePolicy", QueryAction.silent(Attachment.class, this::detach),
                "ListAttachedRolePolicies", QueryAction.of(ListOfRole.class, this::listAttached),
                "PutRolePolicy", QueryAction.silent(NewPolicy.class, this::put),
                "GetRolePolicy", QueryAction.of(NamedPolicy.class, this::get),
                "ListRolePolicies", QueryAction.of(ListOfRole.class, this::list),
                "DeleteRolePolicy", QueryAction.silent(NamedPolicy.class, this::delete));
    }

    private void attach(Attachment request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        store.write(caller, table -> {
            var role = IamStore.requireModifiable(IamStore.requireRole(table, request.roleName()));
            IamStore.requireAttachable(table, reference);
            if (!role.attachedPolicies().contains(reference.arn())) {
                if (role.attachedPolicies().size() >= MOST_ATTACHED) {
                    throw IamStore.limitExceeded("Cannot exceed quota for PoliciesPerRole: " + MOST_ATTACHED);
                }
                var attached = new ArrayList<>(role.attachedPolicies());
                attached.add(reference.arn());
                table.replace(role.withAttachedPolicies(attached));
            }
            return true;
        });
    }

    private void detach(Attachment request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        store.changeRole(caller, request.roleName(), role -> {
            var attached = new ArrayList<>(role.attachedPolicies());
            if (!attached.remove(reference.arn())) {
                throw IamStore.noSuchEntity("Policy %s was not found.".formatted(reference.arn()));
            }
            return role.withAttachedPolicies(attached);
        });
    }

    private Consumer<XmlWriter> listAttached(ListOfRole request, QueryCaller caller) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        var attached = store.role(caller, request.roleName()).attachedPolicies().stream()
                .map(PolicyReference::require)
                .filter(reference -> reference.path().startsWith(prefix))
                .sorted(Comparator.comparing(PolicyReference::arn))
                .toList();
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListAttachedRolePolicies",
                        List.of(request.roleName(), prefix),
                        request.marker(),
                        request.maxItems()),
                attached,
                PolicyReference::arn);
        return result -> IamXml.page(
                result,
                "AttachedPolicies",
                page,
                (xml, reference) -> xml.text("PolicyName", reference.name()).text("PolicyArn", reference.arn()));
    }

    private void put(NewPolicy request, QueryCaller caller) {
        store.changeRole(caller, request.roleName(), role -> {
            var policies = new TreeMap<>(role.inlinePolicies());
            policies.put(request.policyName(), request.policyDocument());
            Policies.requireInline(role.name(), request.policyDocument(), policies.values());
            return role.withInlinePolicies(policies);
        });
    }

    private Consumer<XmlWriter> get(NamedPolicy request, QueryCaller caller) {
        String document = requirePolicy(store.role(caller, request.roleName()), request.policyName());
        return result -> result.text("RoleName", request.roleName())
                .text("PolicyName", request.policyName())
                .text("PolicyDocument", IamXml.encoded(document));
    }

    private static String requirePolicy(IamRole role, String name) {
        String document = role.inlinePolicies().get(name);
        if (document == null) {
            throw IamStore.noSuchEntity("The role policy with name %s cannot be found.".formatted(name));
        }
        return document;
    }

    private Consumer<XmlWriter> list(ListOfRole request, QueryCaller caller) {
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListRolePolicies", List.of(request.roleName()), request.marker(), request.maxItems()),
                List.copyOf(
                        store.role(caller, request.roleName()).inlinePolicies().keySet()),
                Function.identity());
        return result -> IamXml.page(result, "PolicyNames", page, (xml, name) -> xml.text(name));
    }

    private void delete(NamedPolicy request, QueryCaller caller) {
        store.changeRole(caller, request.roleName(), role -> {
            requirePolicy(role, request.policyName());
            var policies = new TreeMap<>(role.inlinePolicies());
            policies.remove(request.policyName());
            return role.withInlinePolicies(policies);
        });
    }
}
