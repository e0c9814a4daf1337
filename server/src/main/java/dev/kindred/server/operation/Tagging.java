package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.TooManyTags;
import dev.kindred.server.resource.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rules of tags beyond the constraints on each key and value.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/tagging-resources.html">Tagging resources</a>
public final class Tagging {

    private Tagging() {}

    /// Returns the tags of a new resource.
    ///
    /// @throws TooManyTags if there are more than a resource can have
    /// @throws InvalidInput if a key is repeated or reserved by AWS
    public static List<Tag> checked(@Nullable List<Tag> tags, Quotas quotas) {
        if (tags == null) {
            return List.of();
        }
        var keys = new HashSet<String>();
        for (var tag : tags) {
            if (tag.tagKey().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw new InvalidInput("Tag keys that begin with aws: are reserved. Choose another prefix.");
            }
            if (!keys.add(tag.tagKey())) {
                throw new InvalidInput("A tag key is given twice. Give each key once.");
            }
        }
        requireRoom(tags.size(), quotas);
        return tags;
    }

    /// Checks the number of tags of a resource.
    ///
    /// @throws TooManyTags if it exceeds the quota
    public static void requireRoom(int tags, Quotas quotas) {
        if (tags > quotas.tagsPerResource()) {
            throw new TooManyTags("A resource can have %d tags, this one would have %d. Remove some first."
                    .formatted(quotas.tagsPerResource(), tags));
        }
    }
}
