package dev.kindred.server.resource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A role, with the policies that it carries.
///
/// @param maxSessionSeconds how long a session of it may last
/// @param trustPolicy who may assume it, in JSON
/// @param permissionsBoundary the ARN of a policy, or null
/// @param inlinePolicies policies in JSON by their names
/// @param attachedPolicies the ARNs of managed policies, in the order they were attached
public record IamRole(
        Head head,
        int maxSessionSeconds,
        String trustPolicy,
        @Nullable String permissionsBoundary,
        Map<String, String> inlinePolicies,
        List<String> attachedPolicies)
        implements IamEntity {

    public IamRole {
        inlinePolicies = new TreeMap<>(inlinePolicies);
        attachedPolicies = List.copyOf(attachedPolicies);
    }

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }

    /// Returns this role with another head.
    public IamRole withHead(Head other) {
        return new IamRole(
                other, maxSessionSeconds, trustPolicy, permissionsBoundary, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with another limit of its sessions.
    public IamRole withMaxSessionSeconds(int other) {
        return new IamRole(head, other, trustPolicy, permissionsBoundary, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with another policy of who may assume it.
    public IamRole withTrustPolicy(String other) {
        return new IamRole(head, maxSessionSeconds, other, permissionsBoundary, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with another boundary, or none.
    public IamRole withPermissionsBoundary(@Nullable String other) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, other, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with other policies of its own.
    public IamRole withInlinePolicies(Map<String, String> others) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, permissionsBoundary, others, attachedPolicies);
    }

    /// Returns this role with other managed policies.
    public IamRole withAttachedPolicies(List<String> others) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, permissionsBoundary, inlinePolicies, others);
    }
}
