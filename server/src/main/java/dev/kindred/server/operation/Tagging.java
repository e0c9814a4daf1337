package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.TooManyTags;
import dev.kindred.server.resource.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rules that tags keep beyond the form of each.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/tagging-resources.html">Tagging resources</a>
public final class Tagging {

    private Tagging() {}

    /// Returns the tags that a new resource gets.
    ///
    /// @throws TooManyTags if they are more than a resource may carry
    /// @throws InvalidInput if a key comes twice or is AWS's own
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

    /// Returns if a resource may carry so many tags.
    ///
    /// @throws TooManyTags if not
    public static void requireRoom(int tags, Quotas quotas) {
        if (tags > quotas.tagsPerResource()) {
            throw new TooManyTags("A resource can have %d tags, this one would have %d. Remove some first."
                    .formatted(quotas.tagsPerResource(), tags));
        }
    }
}
