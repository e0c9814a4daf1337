package dev.kindred.server.wire.iam;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The actions that create, update, tag, list and delete roles. [RolePolicyActions] has the actions on their
/// policies.
final class RoleActions {

    private static final int DEFAULT_SESSION_SECONDS = 3600;

    /// IAM's default quota of an account.
    private static final int MOST_ROLES = 1000;

    private final IamStore store;

    RoleActions(IamStore store) {
        this.store = store;
    }

    record NewRole(
            @RoleName String roleName,
            @Nullable @Path String path,
            @PolicyText String assumeRolePolicyDocument,
            @Nullable @Description String description,
            @Nullable @SessionSeconds Integer maxSessionDuration,
            @Nullable @Length(min = 20, max = 2048) String permissionsBoundary,
            @Nullable @Length(max = 50) List<TagMember> tags) {}

    record NamedRole(@RoleName String roleName) {}

    record RoleChange(
            @RoleName String roleName,
            @Nullable @Description String description,
            @Nullable @SessionSeconds Integer maxSessionDuration) {}

    record TrustChange(
            @RoleName String roleName, @PolicyText String policyDocument) {}

    record Boundary(
            @RoleName String roleName,
            @Required @Length(min = 20, max = 2048) String permissionsBoundary) {}

    record Tags(
            @RoleName String roleName,
            @Required @Length(max = 50) List<TagMember> tags) {}

    record TagKeys(
            @RoleName String roleName,
            @Required @Length(max = 50) List<@TagKey String> tagKeys) {}

    record AllRoles(
            @Nullable @PathPrefix String pathPrefix,
            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    record ListOfRole(
            @RoleName String roleName,
            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    Map<String, QueryAction<?>> actions() {
        return Map.ofEntries(
                Map.entry("CreateRole", QueryAction.of(NewRole.class, this::create)),
                Map.entry("GetRole", QueryAction.of(NamedRole.class, this::get)),
                Map.entry("ListRoles", QueryAction.of(AllRoles.class, this::list)),
                Map.entry("UpdateRole", QueryAction.of(RoleChange.class, this::update)),
                Map.entry("UpdateRoleDescription", QueryAction.of(RoleChange.class, this::describe)),
                Map.entry("UpdateAssumeRolePolicy", QueryAction.silent(TrustChange.class, this::trust)),
                Map.entry("PutRolePermissionsBoundary", QueryAction.silent(Boundary.class, this::bound)),
                Map.entry("DeleteRolePermissionsBoundary", QueryAction.silent(NamedRole.class, this::unbound)),
                Map.entry("TagRole", QueryAction.silent(Tags.class, this::tag)),
                Map.entry("UntagRole", QueryAction.silent(TagKeys.class, this::untag)),
                Map.entry("ListRoleTags", QueryAction.of(ListOfRole.class, this::listTags)),
                Map.entry("ListInstanceProfilesForRole", QueryAction.of(ListOfRole.class, this::listInstanceProfiles)),
                Map.entry("DeleteRole", QueryAction.silent(NamedRole.class, this::delete)));
    }

    private Consumer<XmlWriter> create(NewRole request, QueryCaller caller) {
        Policies.requireTrust(request.assumeRolePolicyDocument());
        var head = store.newHead(caller, "AROA", request.path(), request.roleName(), request.description())
                .withTags(TagMember.over(List.of(), request.tags()));
        if (head.path().startsWith(ServiceRoleActions.PATH)) {
            throw new QueryException(
                    QueryError.InvalidInput,
                    "Roles below %s are of services: use CreateServiceLinkedRole.".formatted(ServiceRoleActions.PATH));
        }
        var role = new IamRole(
                head,
                request.maxSessionDuration() == null ? DEFAULT_SESSION_SECONDS : request.maxSessionDuration(),
                request.assumeRolePolicyDocument(),
                request.permissionsBoundary(),
                Map.of(),
                List.of());
        store.write(caller, table -> {
            if (role.permissionsBoundary() != null) {
                IamStore.requireAttachable(table, PolicyReference.require(role.permissionsBoundary()));
            }
            if (table.roles().size() >= MOST_ROLES) {
                throw IamStore.limitExceeded("Cannot exceed quota for RolesPerAccount: " + MOST_ROLES);
            }
            if (!table.insert(role)) {
                throw new QueryException(
                        QueryError.EntityAlreadyExists,
                        "Role with name %s already exists.".formatted(request.roleName()));
            }
            return true;
        });
        return answer(role);
    }

    private static Consumer<XmlWriter> answer(IamRole role) {
        return result -> result.nest("Role", xml -> IamXml.role(xml, role, IamXml.Detail.WHOLE));
    }

    private Consumer<XmlWriter> get(NamedRole request, QueryCaller caller) {
        var role = store.role(caller, request.roleName());
        return result -> result.nest("Role", xml -> {
            IamXml.role(xml, role, IamXml.Detail.WHOLE);
            xml.nest("RoleLastUsed", _ -> {}); // role use is not tracked
        });
    }

    private Consumer<XmlWriter> list(AllRoles request, QueryCaller caller) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        var roles = store.read(caller, table -> table.roles()).stream()
                .filter(role -> role.head().path().startsWith(prefix))
                .toList();
        var page = store.page(
                caller,
                new IamStore.ListQuery("ListRoles", List.of(prefix), request.marker(), request.maxItems()),
                roles,
                IamRole::name);
        return result ->
                IamXml.page(result, "Roles", page, (xml, role) -> IamXml.role(xml, role, IamXml.Detail.LISTED));
    }

    private Consumer<XmlWriter> update(RoleChange request, QueryCaller caller) {
        store.changeRole(caller, request.roleName(), role -> {
            var described = request.description() == null
                    ? role
                    : role.withHead(role.head().withDescription(request.description()));
            return described.withMaxSessionSeconds(
                    request.maxSessionDuration() == null ? DEFAULT_SESSION_SECONDS : request.maxSessionDuration());
        });
        return _ -> {};
    }

    private Consumer<XmlWriter> describe(RoleChange request, QueryCaller caller) {
        store.changeRole(
                caller, request.roleName(), role -> role.withHead(role.head().withDescription(request.description())));
        return answer(store.role(caller, request.roleName()));
    }

    private void trust(TrustChange request, QueryCaller caller) {
        Policies.requireTrust(request.policyDocument());
        store.changeRole(caller, request.roleName(), role -> role.withTrustPolicy(request.policyDocument()));
    }

    private void bound(Boundary request, QueryCaller caller) {
        var reference = PolicyReference.require(request.permissionsBoundary());
        store.write(caller, table -> {
            var role = IamStore.requireModifiable(IamStore.requireRole(table, request.roleName()));
            IamStore.requireAttachable(table, reference);
            table.replace(role.withPermissionsBoundary(reference.arn()));
            return true;
        });
    }

    private void unbound(NamedRole request, QueryCaller caller) {
        store.changeRole(caller, request.roleName(), role -> role.withPermissionsBoundary(null));
    }

    private void tag(Tags request, QueryCaller caller) {
        store.changeRole(
                caller,
                request.roleName(),
                role -> role.withHead(
                        role.head().withTags(TagMember.over(role.head().tags(), request.tags()))));
    }

    private void untag(TagKeys request, QueryCaller caller) {
        store.changeRole(
                caller,
                request.roleName(),
                role -> role.withHead(
                        role.head().withTags(TagMember.without(role.head().tags(), request.tagKeys()))));
    }

    private Consumer<XmlWriter> listTags(ListOfRole request, QueryCaller caller) {
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListRoleTags", List.of(request.roleName()), request.marker(), request.maxItems()),
                store.role(caller, request.roleName()).head().tags(),
                Tag::tagKey);
        return result -> IamXml.page(result, page);
    }

    /// Returns an empty list: instance profiles belong to EC2, which the server does not have.
    private Consumer<XmlWriter> listInstanceProfiles(ListOfRole request, QueryCaller caller) {
        store.role(caller, request.roleName());
        return result -> result.text("IsTruncated", false).nest("InstanceProfiles", _ -> {});
    }

    private void delete(NamedRole request, QueryCaller caller) {
        store.write(caller, table -> {
            var role = IamStore.requireModifiable(IamStore.requireRole(table, request.roleName()));
            if (!role.attachedPolicies().isEmpty()) {
                throw new QueryException(
                        QueryError.DeleteConflict,
                        "Cannot delete entity, must detach all policies first: %s.".formatted(role.attachedPolicies()));
            }
            if (!role.inlinePolicies().isEmpty()) {
                throw new QueryException(
                        QueryError.DeleteConflict,
                        "Cannot delete entity, must delete policies first: %s."
                                .formatted(role.inlinePolicies().keySet()));
            }
            table.remove(role);
            return true;
        });
    }
}
