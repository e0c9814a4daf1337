package dev.kindred.server.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A signed share as a bar that begins at an axis: to the right if it is positive, to the left if negative.
///
/// @param label an item, or another cause
/// @param detail the members that say so, or an empty text
/// @param isItem whether the label is the id of an item
/// @param share the signed value
/// @param from the left end, in hundredths of the axis' length
/// @param width its length in the same unit
public record ShareBar(String label, String detail, boolean isItem, double share, double from, double width) {

    private static final Map<String, String> CAUSES = Map.ofEntries(
            Map.entry("popularity", "popularity"),
            Map.entry("trend", "increase in interactions"),
            Map.entry("freshness", "age of the item"),
            Map.entry("userMetadata", "the user's metadata"),
            Map.entry("context", "context of the request"),
            Map.entry("objective", "objective of the solution"),
            Map.entry("repeats", "how often users come back to items"),
            Map.entry("seen", "the user had it"),
            Map.entry("floor", "lower bound of new items"),
            Map.entry("moreItems", "more items of the history"));

    /// Returns the bars of an explanation in a response, items first. All have the same scale.
    public static List<ShareBar> of(JsonNode explanation) {
        var shares = new ArrayList<ShareBar>();
        for (var cause : explanation.path("causes")) {
            var members = cause.path("members")
                    .propertyStream()
                    .map(member ->
                            member.getKey() + " " + signed(member.getValue().asDouble()))
                    .collect(Collectors.joining(", "));
            shares.add(share(
                    Text.of(cause, "itemId"), members, true, cause.path("share").asDouble()));
        }
        for (var other : explanation.path("other")) {
            var name = Text.of(other, "cause");
            shares.add(share(
                    CAUSES.getOrDefault(name, name),
                    "",
                    false,
                    other.path("share").asDouble()));
        }
        return scaled(shares);
    }

    /// Returns the items behind a whole answer, with their shares of all its scores, the largest first.
    public static List<ShareBar> ofAnswer(JsonNode items, int most) {
        var sums = new HashMap<String, Double>();
        for (var item : items) {
            for (var cause : item.path("explanation").path("causes")) {
                sums.merge(Text.of(cause, "itemId"), cause.path("share").asDouble(), Double::sum);
            }
        }
        return scaled(sums.entrySet().stream()
                .map(sum -> share(sum.getKey(), "", true, sum.getValue()))
                .sorted((a, b) -> a.share == b.share
                        ? a.label.compareTo(b.label)
                        : Double.compare(Math.abs(b.share), Math.abs(a.share)))
                .limit(most)
                .toList());
    }

    private static ShareBar share(String label, String detail, boolean isItem, double share) {
        return new ShareBar(label, detail, isItem, share, 0, 0);
    }

    /// Puts the axis such that the largest bars of both directions have room.
    private static List<ShareBar> scaled(List<ShareBar> shares) {
        double up = shares.stream().mapToDouble(ShareBar::share).reduce(0, Math::max);
        double down = -shares.stream().mapToDouble(ShareBar::share).reduce(0, Math::min);
        double axis = up + down == 0 ? 0 : 100 * down / (up + down);
        double unit = up + down == 0 ? 0 : 100 / (up + down);
        return shares.stream()
                .map(bar -> new ShareBar(
                        bar.label,
                        bar.detail,
                        bar.isItem,
                        bar.share,
                        bar.share < 0 ? axis + bar.share * unit : axis,
                        Math.max(0.5, Math.abs(bar.share) * unit)))
                .toList();
    }

    /// Returns the share as a text with its sign.
    public String text() {
        return signed(share);
    }

    /// Returns a coordinate for SVG.
    public static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /// Returns a number with its sign.
    public static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value);
    }
}
