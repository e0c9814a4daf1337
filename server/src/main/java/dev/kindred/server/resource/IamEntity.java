package dev.kindred.server.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named entity of IAM: a role or a policy. The server stores and returns it; it enforces nothing.
public sealed interface IamEntity permits IamRole, IamPolicy {

    /// The kinds of entities. Names within a kind are unique regardless of case.
    enum Kind {
        ROLE("role"),
        POLICY("policy");

        private final String arnType;

        Kind(String arnType) {
            this.arnType = arnType;
        }
    }

    /// The members common to all kinds of entities.
    ///
    /// @param path begins and ends with a slash
    /// @param id the unique identifier; an entity that is recreated under the same name has another one
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

        /// Returns this head with another description.
        public Head withDescription(@Nullable String other) {
            return new Head(scope, path, name, id, created, other, tags);
        }

        /// Returns this head with other tags.
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
