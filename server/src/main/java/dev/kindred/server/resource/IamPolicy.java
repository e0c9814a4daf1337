package dev.kindred.server.resource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A managed policy of the account's own, in its versions.
///
/// @param versions those that were not deleted, newest first
/// @param defaultVersion the id of the one in force
/// @param lastVersion the number of the newest version there ever was
/// @param updated when a version was last added, deleted or put in force
public record IamPolicy(Head head, List<Version> versions, String defaultVersion, int lastVersion, Instant updated)
        implements IamEntity {

    /// A version: its id, such as `v1`, and its text in JSON.
    public record Version(String id, String document, Instant created) {}

    public IamPolicy {
        versions = List.copyOf(versions);
    }

    @Override
    public Kind kind() {
        return Kind.POLICY;
    }

    /// Returns the version of that id, if there is one.
    public Optional<Version> findVersion(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    /// Returns this policy with another head.
    public IamPolicy withHead(Head other) {
        return new IamPolicy(other, versions, defaultVersion, lastVersion, updated);
    }

    /// Returns this policy with other versions, of which `inForce` is in force.
    public IamPolicy withVersions(List<Version> others, String inForce, int last, Instant now) {
        return new IamPolicy(head, others, inForce, last, now);
    }
}
