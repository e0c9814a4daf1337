package dev.kindred.server.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What IAM keeps under a name: a role or a policy. It is kept and returned; nothing is decided by it.
public sealed interface IamEntity permits IamRole, IamPolicy {

    /// The kinds of entities. No two of a kind have names that differ in case only.
    enum Kind {
        ROLE("role"),
        POLICY("policy");

        private final String arnType;

        Kind(String arnType) {
            this.arnType = arnType;
        }
    }

    /// What entities of all kinds have.
    ///
    /// @param path begins and ends in a slash
    /// @param id the unique identifier, which an entity made anew under the same name does not have
    record Head(
            IamScope scope,
            String path,
            String name,
            String id,
            Instant created,
            @Nullable String description,
            List<Tag> tags) {

        public Head {
            tags = List.copyOf(tags);
        }

        /// Returns this with another description.
        public Head withDescription(@Nullable String other) {
            return new Head(scope, path, name, id, created, other, tags);
        }

        /// Returns this with other tags.
        public Head withTags(List<Tag> others) {
            return new Head(scope, path, name, id, created, description, others);
        }
    }

    Head head();

    Kind kind();

    default String name() {
        return head().name();
    }

    default String arn() {
        return head().scope().arn(kind().arnType, head().path(), name());
    }
}
