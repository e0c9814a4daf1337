package dev.kindred.server.serving;

import dev.kindred.server.resource.Arn;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The id of a response, by which events refer to it: `RID-` and a random UUID whose first 12 hexadecimal digits
/// are replaced by the tag of the campaign or recommender.
///
/// A tag is a hash of the ARN alone. So any server with the same catalog, after a restart or an upgrade, can map
/// an id to the campaign or recommender, and no state is kept per response. The probability of equal tags among
/// a few hundred ARNs is about one in a billion.
public final class RecommendationId {

    private static final Pattern FORM =
            Pattern.compile("RID-([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})(-[0-9A-Fa-f]{4}){2}-[0-9A-Fa-f]{12}");
    private static final long VERSION_AND_RANDOM = 0xFFFF;

    private final UUID uuid;

    private RecommendationId(UUID uuid) {
        this.uuid = uuid;
    }

    /// Returns a new id for a response of `source`.
    static RecommendationId next(Arn source) {
        var random = UUID.randomUUID();
        return new RecommendationId(new UUID(
                (hash(source) & ~VERSION_AND_RANDOM) | (random.getMostSignificantBits() & VERSION_AND_RANDOM),
                random.getLeastSignificantBits()));
    }

    /// The seed of all random choices in the response.
    long seed() {
        return uuid.getLeastSignificantBits();
    }

    /// Returns the tag of a campaign or recommender: 12 hexadecimal digits.
    public static String tagOf(Arn source) {
        return "%012x".formatted(hash(source) >>> 16);
    }

    /// Returns the tag in an id that Kindred generated.
    public static Optional<String> findTag(String recommendationId) {
        var form = FORM.matcher(recommendationId);
        return form.matches()
                ? Optional.of((form.group(1) + form.group(2)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// 64-bit FNV-1a followed by the finalizer of SplitMix64, so that the leading bits depend on the whole text.
    /// The function must never change: existing events contain the ids.
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
