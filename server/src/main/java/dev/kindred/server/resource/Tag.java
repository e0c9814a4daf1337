package dev.kindred.server.resource;

import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.constraint.TagValue;

/// A key and a value that a caller hangs on a resource.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Tag.html">API reference</a>
public record Tag(
        @Required @TagKey String tagKey, @Required @TagValue String tagValue) {

    /// Tags are their owner's business: they are shown in no message and no log.
    @Override
    public String toString() {
        return "Tag[…]";
    }
}
