package dev.kindred.server.resource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A role with its policies.
///
/// @param maxSessionSeconds the maximum duration of a session
/// @param trustPolicy the JSON document that defines the principals who can assume the role
/// @param permissionsBoundary the ARN of a policy, or null
/// @param inlinePolicies JSON documents by policy name
/// @param attachedPolicies the ARNs of managed policies, in the order of attachment
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

    /// Returns this role with another maximum duration of sessions.
    public IamRole withMaxSessionSeconds(int other) {
        return new IamRole(head, other, trustPolicy, permissionsBoundary, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with another trust policy.
    public IamRole withTrustPolicy(String other) {
        return new IamRole(head, maxSessionSeconds, other, permissionsBoundary, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with another permissions boundary, or none.
    public IamRole withPermissionsBoundary(@Nullable String other) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, other, inlinePolicies, attachedPolicies);
    }

    /// Returns this role with other inline policies.
    public IamRole withInlinePolicies(Map<String, String> others) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, permissionsBoundary, others, attachedPolicies);
    }

    /// Returns this role with other attached policies.
    public IamRole withAttachedPolicies(List<String> others) {
        return new IamRole(head, maxSessionSeconds, trustPolicy, permissionsBoundary, inlinePolicies, others);
    }
}
