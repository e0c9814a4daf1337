package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.constraint.TagValue;

/// A key-value pair that a caller attaches to a resource.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Tag.html">API reference</a>
public record Tag(
        @Required @TagKey String tagKey, @Required @TagValue String tagValue) {

    /// Omits key and value: tags are sensitive and never appear in a message or a log.
    @Override
    public String toString() {
        return "Tag[…]";
    }
}
