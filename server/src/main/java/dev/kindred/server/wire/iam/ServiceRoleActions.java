package dev.kindred.server.wire.iam;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The actions on service-linked roles, which only the service can change, and `GetUser`, which returns the root user
/// of the account, the only user.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html">Service-linked
/// roles</a>
final class ServiceRoleActions {

    /// The path of service-linked roles.
    static final String PATH = "/aws-service-role/";

    private static final String SUFFIX = ".amazonaws.com";
    private static final int SESSION_SECONDS = 3600;

    private final IamStore store;

    ServiceRoleActions(IamStore store) {
        this.store = store;
    }

    record NewRole(
            @Required @Length(min = 1, max = 128) @Pattern("[\\w+=,.@-]+")
            String awsServiceName,

            @Nullable @Description String description,

            @Nullable @Length(min = 1, max = 64) @Pattern("[\\w+=,.@-]+")
            String customSuffix) {}

    record NamedRole(@RoleName String roleName) {}

    record DeletionTask(
            @Required @Length(min = 1, max = 1000) String deletionTaskId) {}

    record NamedUser(
            @Nullable @Length(min = 1, max = 128) @Pattern("[\\w+=,.@-]+")
            String userName) {}

    Map<String, QueryAction<?>> actions() {
        return Map.of(
                "CreateServiceLinkedRole", QueryAction.of(NewRole.class, this::create),
                "DeleteServiceLinkedRole", QueryAction.of(NamedRole.class, this::delete),
                "GetServiceLinkedRoleDeletionStatus",
                        QueryAction.of(DeletionTask.class, (request, _) -> status(request)),
                "GetUser", QueryAction.of(NamedUser.class, this::user));
    }

    private Consumer<XmlWriter> create(NewRole request, QueryCaller caller) {
        String service = request.awsServiceName();
        if (!service.endsWith(SUFFIX) || service.length() == SUFFIX.length()) {
            throw new QueryException(
                    QueryError.InvalidInput,
                    "Service Name %s is not valid: a service is called like personalize.amazonaws.com."
                            .formatted(service));
        }
        String name = nameOf(service.substring(0, service.length() - SUFFIX.length()), request.customSuffix());
        var head = store.newHead(caller, "AROA", PATH + service + "/", name, request.description());
        var role = new IamRole(head, SESSION_SECONDS, trustIn(service), null, Map.of(), List.of());
        if (!store.write(caller, table -> table.insert(role))) {
            throw new QueryException(
                    QueryError.InvalidInput,
                    "Service role name %s has been taken in this account, please try a different suffix."
                            .formatted(name));
        }
        return result -> result.nest("Role", xml -> IamXml.role(xml, role, IamXml.Detail.WHOLE));
    }

    /// Returns the role name: `AWSServiceRoleFor` followed by the words of the service name, capitalized.
    private static String nameOf(String service, @Nullable String customSuffix) {
        var name = new StringBuilder("AWSServiceRoleFor");
        for (String word : service.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return customSuffix == null ? name.toString() : name + "_" + customSuffix;
    }

    private static String trustIn(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    /// Deletes the role immediately. AWS deletes it asynchronously and returns the id of a task.
    private Consumer<XmlWriter> delete(NamedRole request, QueryCaller caller) {
        var role = store.write(caller, table -> {
            var found = table.findRole(request.roleName())
                    .filter(each -> each.head().path().startsWith(PATH))
                    .orElseThrow(() -> IamStore.noSuchEntity(
                            "The service-linked role with name %s cannot be found.".formatted(request.roleName())));
            table.remove(found);
            return found;
        });
        return result ->
                result.text("DeletionTaskId", "task" + role.head().path() + role.name() + "/" + UUID.randomUUID());
    }

    private static Consumer<XmlWriter> status(DeletionTask request) {
        if (!request.deletionTaskId().startsWith("task" + PATH)) {
            throw IamStore.noSuchEntity("The deletion task %s cannot be found.".formatted(request.deletionTaskId()));
        }
        return result -> result.text("Status", "SUCCEEDED");
    }

    private Consumer<XmlWriter> user(NamedUser request, QueryCaller caller) {
        if (request.userName() != null) {
            throw IamStore.noSuchEntity("The user with name %s cannot be found.".formatted(request.userName()));
        }
        var scope = store.scope(caller);
        return result -> result.nest(
                "User",
                user -> user.text("Path", "/")
                        .text("UserName", "root")
                        .text("UserId", scope.account())
                        .text("Arn", "arn:" + scope.partition() + ":iam::" + scope.account() + ":root")
                        .text("CreateDate", "1970-01-01T00:00:00Z"));
    }
}
