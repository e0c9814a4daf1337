package dev.kindred.server.serving;

import dev.kindred.server.resource.Arn;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of an answer, by which events refer to it: `RID-` and a random UUID, but for its first 12
/// hexadecimal digits, which are the tag of what answered. A tag is made of an ARN alone, so that a server
/// that has started anew, or another version of it, tells from an id which of the catalog's campaigns and
/// recommenders made it; and nothing is kept of any answer. That two of a few hundred ARNs have one tag is
/// as likely as one in a billion.
public final class RecommendationId {

    private static final Pattern FORM =
            Pattern.compile("RID-([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})(-[0-9A-Fa-f]{4}){2}-[0-9A-Fa-f]{12}");
    private static final long VERSION_AND_RANDOM = 0xFFFF;

    private final UUID uuid;

    private RecommendationId(UUID uuid) {
        this.uuid = uuid;
    }

    /// Returns a new id of an answer from `source`.
    static RecommendationId next(Arn source) {
        var random = UUID.randomUUID();
        return new RecommendationId(new UUID(
                (hash(source) & ~VERSION_AND_RANDOM) | (random.getMostSignificantBits() & VERSION_AND_RANDOM),
                random.getLeastSignificantBits()));
    }

    /// What chance begins with in the answer of that id.
    long seed() {
        return uuid.getLeastSignificantBits();
    }

    /// Returns the tag of a campaign or recommender: 12 hexadecimal digits.
    public static String tagOf(Arn source) {
        return "%012x".formatted(hash(source) >>> 16);
    }

    /// Returns the tag in an id that a Kindred gave.
    public static Optional<String> findTag(String recommendationId) {
        var form = FORM.matcher(recommendationId);
        return form.matches()
                ? Optional.of((form.group(1) + form.group(2)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// FNV-1a of 64 bits, and the finalizer of SplitMix64 behind it, whose first bits depend on all of the
    /// text. It must stay as it is: ids that were given live in the data.
    private static long hash(Arn source) {
        var text = source.toString();
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    @Override
    public String toString() {
        return "RID-" + uuid;
    }
}
