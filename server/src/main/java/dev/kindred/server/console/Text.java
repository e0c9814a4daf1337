package dev.kindred.server.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Values in the form in which pages show them.
public final class Text {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Text() {}

    /// Returns a text member, or an empty text.
    public static String of(JsonNode node, String member) {
        var value = node.path(member);
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }

    /// Returns a time member of a response, in UTC, or an empty text.
    public static String time(JsonNode node, String member) {
        var value = node.path(member);
        return value.isNumber() ? TIME.format(instant(value)) : "";
    }

    /// Returns the time between two time members of a response, or an empty text.
    public static String between(JsonNode node, String from, String to) {
        return node.path(from).isNumber() && node.path(to).isNumber()
                ? duration(Duration.between(instant(node.path(from)), instant(node.path(to))))
                : "";
    }

    private static Instant instant(JsonNode seconds) {
        return Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1_000));
    }

    /// Returns a duration with one unit, or two.
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return "%.1f s".formatted(millis / 1_000.0);
        }
        return millis < 3_600_000
                ? "%d min %d s".formatted(millis / 60_000, millis / 1_000 % 60)
                : "%d h %d min".formatted(millis / 3_600_000, millis / 60_000 % 60);
    }

    /// Returns a whole number with separators.
    public static String number(long number) {
        return "%,d".formatted(number);
    }

    /// Returns the name at the end of an ARN.
    public static String name(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /// Returns the CSS class of a status.
    public static String statusClass(String status) {
        if (status.endsWith("FAILED") || status.equals("CREATE STOPPED")) {
            return "bad";
        }
        return status.equals("ACTIVE") || status.equals("COMPLETED") ? "good" : "busy";
    }

    /// Returns whether a status changes by itself.
    public static boolean isInProgress(String status) {
        return status.endsWith("PENDING") || status.endsWith("IN_PROGRESS") || status.endsWith("STOPPING");
    }

    /// Returns a link to a page with parameters, pairs of a name and a value. Empty values are left out.
    public static String link(String path, @Nullable String... parameters) {
        var link = new StringBuilder(path);
        for (int i = 0; i < parameters.length; i += 2) {
            var value = parameters[i + 1];
            if (value != null && !value.isEmpty()) {
                link.append(link.indexOf("?") < 0 ? '?' : '&')
                        .append(parameters[i])
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return link.toString();
    }
}
