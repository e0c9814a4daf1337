package dev.kindred.server.wire.iam;

import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.TagKey;
import dev.kindred.server.constraint.TagValue;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tag in a request. Keys are case-insensitive.
record TagMember(
        @Required @TagKey String key, @Required @TagValue String value) {

    /// IAM's quota of a resource.
    private static final int MOST = 50;

    /// Returns `tags` with `others` added. A tag of `others` replaces the tag with the same key.
    static List<Tag> over(List<Tag> tags, @Nullable List<TagMember> others) {
        var byKey = new TreeMap<String, Tag>();
        tags.forEach(tag -> byKey.put(folded(tag.tagKey()), tag));
        if (others != null) {
            if (others.stream().map(tag -> folded(tag.key())).distinct().count() < others.size()) {
                throw new QueryException(
                        QueryError.InvalidInput,
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            for (var tag : others) {
                if (folded(tag.key()).startsWith("aws:")) {
                    throw new QueryException(
                            QueryError.InvalidInput,
                            "Tag keys that begin with aws: are reserved. Choose another prefix.");
                }
                byKey.put(folded(tag.key()), new Tag(tag.key(), tag.value()));
            }
        }
        if (byKey.size() > MOST) {
            throw IamStore.limitExceeded("The number of tags has reached the maximum limit: %d.".formatted(MOST));
        }
        return sorted(List.copyOf(byKey.values()));
    }

    /// Returns `tags` without the tags with the given keys.
    static List<Tag> without(List<Tag> tags, List<String> keys) {
        var folded = keys.stream().map(TagMember::folded).toList();
        return tags.stream()
                .filter(tag -> !folded.contains(folded(tag.tagKey())))
                .toList();
    }

    private static List<Tag> sorted(List<Tag> tags) {
        return tags.stream().sorted(Comparator.comparing(Tag::tagKey)).toList();
    }

    private static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
