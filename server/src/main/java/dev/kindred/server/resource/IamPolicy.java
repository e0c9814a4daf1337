package dev.kindred.server.resource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A customer managed policy with its versions.
///
/// @param versions the versions that are not deleted, newest first
/// @param defaultVersion the id of the default version
/// @param lastVersion the highest version number ever assigned
/// @param updated the time of the last addition, deletion or change of the default version
public record IamPolicy(Head head, List<Version> versions, String defaultVersion, int lastVersion, Instant updated)
        implements IamEntity {

    /// A version: its id, such as `v1`, and its JSON document.
    public record Version(String id, String document, Instant created) {}

    public IamPolicy {
        versions = List.copyOf(versions);
    }

    @Override
    public Kind kind() {
        return Kind.POLICY;
    }

    /// Returns the version with the given id, if it exists.
    public Optional<Version> findVersion(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }

    /// Returns this policy with another head.
    public IamPolicy withHead(Head other) {
        return new IamPolicy(other, versions, defaultVersion, lastVersion, updated);
    }

    /// Returns this policy with other versions; `inForce` is the default version.
    public IamPolicy withVersions(List<Version> others, String inForce, int last, Instant now) {
        return new IamPolicy(head, others, inForce, last, now);
    }
}
