package dev.kindred.server.wire.iam;

import dev.kindred.server.resource.IamPolicy;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The actions on versions of managed policies. A policy has up to five versions, one of which is the default.
final class PolicyVersionActions {

    /// The quota of IAM.
    private static final int MOST_VERSIONS = 5;

    private final IamStore store;

    PolicyVersionActions(IamStore store) {
        this.store = store;
    }

    record NamedVersion(
            @PolicyArn String policyArn, @VersionId String versionId) {}

    record NewVersion(
            @PolicyArn String policyArn,
            @PolicyText String policyDocument,
            @Nullable Boolean setAsDefault) {}

    record ListOfVersions(
            @PolicyArn String policyArn,
            @Nullable @Marker String marker,
            @Nullable @MaxItems Integer maxItems) {}

    Map<String, QueryAction<?>> actions() {
        return Map.of(
                "CreatePolicyVersion", QueryAction.of(NewVersion.class, this::createVersion),
                "GetPolicyVersion", QueryAction.of(NamedVersion.class, this::getVersion),
                "ListPolicyVersions", QueryAction.of(ListOfVersions.class, this::listVersions),
                "SetDefaultPolicyVersion", QueryAction.silent(NamedVersion.class, this::setDefaultVersion),
                "DeletePolicyVersion", QueryAction.silent(NamedVersion.class, this::deleteVersion));
    }

    private Consumer<XmlWriter> createVersion(NewVersion request, QueryCaller caller) {
        Policies.requireManaged(request.policyDocument());
        boolean isDefault = Boolean.TRUE.equals(request.setAsDefault());
        var reference = PolicyReference.require(request.policyArn());
        var created = store.write(caller, table -> {
            var policy = IamStore.requirePolicy(table, reference);
            if (policy.versions().size() >= MOST_VERSIONS) {
                throw IamStore.limitExceeded(
                        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
            }
            int number = policy.lastVersion() + 1;
            var version = new IamPolicy.Version("v" + number, request.policyDocument(), store.now());
            var versions = new ArrayList<>(policy.versions());
            versions.addFirst(version);
            table.replace(policy.withVersions(
                    versions, isDefault ? version.id() : policy.defaultVersion(), number, store.now()));
            return version;
        });
        return result ->
                result.nest("PolicyVersion", xml -> IamXml.version(xml, created, isDefault, IamXml.Detail.LISTED));
    }

    private static IamPolicy.Version requireVersion(IamPolicy policy, String id) {
        return policy.findVersion(id)
                .orElseThrow(() -> IamStore.noSuchEntity(
                        "Policy %s version %s does not exist or is not attachable.".formatted(policy.arn(), id)));
    }

    private Consumer<XmlWriter> getVersion(NamedVersion request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        if (reference.isOfAws()) {
            var version = ManagedPolicies.findVersion(reference, request.versionId())
                    .orElseThrow(() -> IamStore.noSuchEntity(
                            "Policy %s version %s is not known to this server: of most of AWS's policies it knows no more than the name."
                                    .formatted(reference.arn(), request.versionId())));
            return result ->
                    result.nest("PolicyVersion", xml -> IamXml.version(xml, version, true, IamXml.Detail.WHOLE));
        }
        var policy = store.read(caller, table -> IamStore.findPolicy(table, reference));
        var version = requireVersion(policy, request.versionId());
        boolean isDefault = version.id().equals(policy.defaultVersion());
        return result ->
                result.nest("PolicyVersion", xml -> IamXml.version(xml, version, isDefault, IamXml.Detail.WHOLE));
    }

    private Consumer<XmlWriter> listVersions(ListOfVersions request, QueryCaller caller) {
        var reference = PolicyReference.require(request.policyArn());
        var versions = new ArrayList<IamPolicy.Version>();
        String inForce;
        if (reference.isOfAws()) {
            inForce = ManagedPolicies.describe(reference).version();
            ManagedPolicies.findVersion(reference, inForce).ifPresent(versions::add);
        } else {
            var policy = store.read(caller, table -> IamStore.findPolicy(table, reference));
            inForce = policy.defaultVersion();
            versions.addAll(policy.versions());
        }
        versions.sort(Comparator.comparing(PolicyVersionActions::newestFirst));
        var page = store.page(
                caller,
                new IamStore.ListQuery(
                        "ListPolicyVersions", List.of(reference.arn()), request.marker(), request.maxItems()),
                versions,
                PolicyVersionActions::newestFirst);
        return result -> IamXml.page(
                result,
                "Versions",
                page,
                (xml, version) -> IamXml.version(xml, version, version.id().equals(inForce), IamXml.Detail.LISTED));
    }

    /// Returns a sort key that orders versions from newest to oldest.
    private static String newestFirst(IamPolicy.Version version) {
        return "%010d"
                .formatted(Integer.MAX_VALUE - Integer.parseInt(version.id().substring(1)));
    }

    private void setDefaultVersion(NamedVersion request, QueryCaller caller) {
        store.changePolicy(
                caller,
                request.policyArn(),
                policy -> policy.withVersions(
                        policy.versions(),
                        requireVersion(policy, request.versionId()).id(),
                        policy.lastVersion(),
                        store.now()));
    }

    private void deleteVersion(NamedVersion request, QueryCaller caller) {
        store.changePolicy(caller, request.policyArn(), policy -> {
            var version = requireVersion(policy, request.versionId());
            if (version.id().equals(policy.defaultVersion())) {
                throw new QueryException(QueryError.DeleteConflict, "Cannot delete the default version of a policy.");
            }
            var versions = new ArrayList<>(policy.versions());
            versions.remove(version);
            return policy.withVersions(versions, policy.defaultVersion(), policy.lastVersion(), store.now());
        });
    }
}
