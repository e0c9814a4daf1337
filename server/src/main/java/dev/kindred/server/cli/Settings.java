package dev.kindred.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// All there is to set.
final class Settings {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(MB|GB)");

    static final Setting<String> HOST = text("host", "127.0.0.1", "address to listen on");
    static final Setting<Integer> PORT = number("port", 8686, 0, 65_535, "port to listen on; 0 takes any that is free");
    static final Setting<Integer> CONNECTION_LIMIT = number(
            "connection.limit",
            0,
            0,
            1_000_000,
            "most connections at a time, of which idle ones make room for new ones; 0 takes as many as descriptors and heap"
                    + " allow");
    static final Setting<Duration> CONNECTION_PATIENCE = span(
            "connection.patience",
            "60s",
            "how long a connection may stand still in the midst of a request or an answer before it is closed");
    static final Setting<Path> DATA_DIR = path("data-dir", "./kindred-data", "folder that holds everything");
    static final Setting<String> ACCOUNT_ID = matching(
            "account.id", "000000000000", "\\d{12}", "12 digits", "account id in ARNs, and what STS and IAM answer");
    static final Setting<String> REGION = matching(
            "region",
            "us-east-1",
            "[a-z0-9-]{1,32}",
            "a region's name",
            "region of requests whose signature names none");
    static final Setting<Integer> JOB_WORKERS =
            number("job.workers", 2, 1, 1_000, "how many imports and trainings run side by side");
    static final Setting<Integer> JOB_ATTEMPTS =
            number("job.attempts", 5, 1, 1_000, "how often a job is begun before it is given up");
    static final Setting<Duration> JOB_RETRY_DELAY =
            span("job.retry-delay", "5s", "how long a job waits after the catalog failed it");
    static final Setting<Duration> DELETE_DELAY =
            span("delete.delay", "500ms", "how long a deleted resource still shows as DELETE PENDING");
    static final Setting<Duration> TRANSITION_WAIT = span(
            "transition.wait",
            "10s",
            "how long a call waits for a deletion, a deployment or a stop that is under way before it is refused");
    static final Setting<Duration> FIRST_TRAINING_DELAY =
            span("auto-training.delay", "1h", "how long a new solution waits before it is trained by itself");
    static final Setting<Duration> AUTO_UPDATE_INTERVAL = span(
            "auto-update.interval",
            "2h",
            "how often deployed models take in new items by themselves, where there are any");
    static final Setting<Duration> INCREMENTAL_UPDATE_INTERVAL = span(
            "incremental-update.interval",
            "1m",
            "how long after the last time deployed aws-semantic-similarity looks for new items; AWS takes half an hour");
    static final Setting<Duration> ATTRIBUTION_INTERVAL = span(
            "attribution.report-interval",
            "15m",
            "how often streamed events of a metric attribution are reported to S3");
    static final Setting<Duration> SHUTDOWN_PATIENCE =
            span("shutdown.patience", "10s", "how long a stop waits for requests and jobs to let go");
    static final Setting<Integer> IMPORT_THREADS =
            number("import.threads", 0, 0, 1_000, "threads for one import; 0 takes as many as there are processors");
    static final Setting<Integer> IMPORT_MINIMUM_RECORDS = number(
            "import.minimum-records",
            0,
            0,
            Integer.MAX_VALUE,
            "fewest interactions an import may have; AWS asks for 1000");
    static final Setting<Long> IMPORT_MEMORY =
            size("import.memory", "512MB", "memory for finding duplicates, beyond which it spills to disk");
    static final Setting<String> S3_ENDPOINT = matching(
            "s3.endpoint",
            "embedded",
            "embedded|aws|https?://[A-Za-z0-9.:\\[\\]_-]+/?",
            "embedded, aws or a URL such as http://127.0.0.1:9000",
            "where import data lies: this server's own S3, Amazon's, or another at that URL");
    static final Setting<String> S3_REGION = text("s3.region", "us-east-1", "region of an S3 that is not embedded");
    static final Setting<Boolean> S3_PATH_STYLE =
            truth("s3.path-style", "true", "whether buckets of an S3 at a URL stand in the path, not in the host name");
    static final Setting<String> CORS_ORIGINS = matching(
            "cors.origins",
            "*",
            "\\*|none|https?://[^\\s,/]+(,https?://[^\\s,/]+)*",
            "*, none, or origins such as https://shop.example separated by commas",
            "sites whose pages may send events and ask for recommendations from a browser");
    static final Setting<Long> STREAM_LOG =
            size("stream.log-size", "64MB", "size beyond which a log of streamed records becomes a segment");
    static final Setting<Long> SNAPSHOT_MEMORY =
            size("snapshot.memory", "512MB", "memory for preparing interactions for training, beyond which it spills");
    static final Setting<Integer> TRAIN_THREADS =
            number("train.threads", 0, 0, 1_000, "threads for training; 0 takes as many as there are processors");
    static final Setting<Integer> TRAIN_MINIMUM_INTERACTIONS = number(
            "train.minimum-interactions", 1_000, 1, Integer.MAX_VALUE, "fewest interactions that are trained on");
    static final Setting<Integer> TRAIN_MINIMUM_USERS = number(
            "train.minimum-users",
            25,
            1,
            Integer.MAX_VALUE,
            "fewest users with two interactions or more that are trained on");
    /// What a setting says that names nothing.
    static final String NONE = "none";

    static final Setting<String> THEME_ENDPOINT = matching(
            "theme.endpoint",
            NONE,
            "none|https?://[^\\s/?#@]+(/[^\\s?#]*)?",
            "none or a URL such as http://127.0.0.1:11434/v1",
            "base of an OpenAI-compatible API whose model words the themes of batch inference jobs; it sees items' names and texts");
    static final Setting<String> THEME_MODEL = text("theme.model", NONE, "name of the model at theme.endpoint");
    static final Setting<Duration> THEME_TIMEOUT =
            span("theme.timeout", "30s", "how long an answer of theme.endpoint may take");
    static final Setting<Integer> QUOTA_SCHEMAS = quota("quota.schemas", 500, "schemas in a region");
    static final Setting<Integer> QUOTA_DATASET_GROUPS =
            quota("quota.dataset-groups", 500, "dataset groups in a region; AWS starts with 5");
    static final Setting<Integer> QUOTA_PENDING_IMPORT_JOBS =
            quota("quota.pending-import-jobs", 1_000, "import jobs waiting or running in a region; AWS allows 5");
    static final Setting<Integer> QUOTA_PENDING_SOLUTION_VERSIONS = quota(
            "quota.pending-solution-versions",
            1_000,
            "solution versions waiting or in training in a region; AWS allows 20");
    static final Setting<Integer> QUOTA_PENDING_BATCH_JOBS = quota(
            "quota.pending-batch-jobs",
            1_000,
            "batch jobs, exports or deletions of a kind waiting or running in a region; AWS allows 5");
    static final Setting<Integer> QUOTA_RECOMMENDERS =
            quota("quota.recommenders", 500, "recommenders in a region; AWS allows 15");
    static final Setting<Integer> QUOTA_GROUP_SOLUTIONS =
            quota("quota.solutions-per-group", 500, "solutions of a dataset group; AWS starts with 10");
    static final Setting<Integer> QUOTA_GROUP_CAMPAIGNS =
            quota("quota.campaigns-per-group", 100, "campaigns of a dataset group; AWS starts with 5");
    static final Setting<Integer> QUOTA_GROUP_RECOMMENDERS =
            quota("quota.recommenders-per-group", 100, "recommenders of a dataset group; AWS allows 5");
    static final Setting<Integer> QUOTA_GROUP_FILTERS =
            quota("quota.filters-per-group", 500, "filters of a dataset group; AWS starts with 30");
    static final Setting<Integer> QUOTA_GROUP_FILTER_FIELDS = quota(
            "quota.filter-fields-per-group", 100, "fields that all filters of a dataset group use; AWS allows 20");
    static final Setting<Integer> QUOTA_FILTER_FIELDS =
            quota("quota.fields-per-filter", 10, "fields that one filter uses");
    static final Setting<Integer> QUOTA_TAGS = quota("quota.tags-per-resource", 50, "tags on a resource");
    static final Setting<Integer> QUOTA_INTERACTION_COLUMNS =
            quota("quota.interactions-metadata-columns", 5, "metadata columns of an Interactions schema");
    static final Setting<Integer> QUOTA_ITEM_COLUMNS =
            quota("quota.items-metadata-columns", 100, "metadata columns of an Items schema");
    static final Setting<Integer> QUOTA_USER_COLUMNS =
            quota("quota.users-metadata-columns", 25, "metadata columns of a Users schema");
    static final Setting<String> LOG_LEVEL = oneOf(
            "log.level", "info", List.of("error", "warning", "info", "debug"), "least important thing that is logged");
    static final Setting<Boolean> LOG_REQUESTS = truth("log.requests", "true", "whether each request gets a line");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            CONNECTION_LIMIT,
            CONNECTION_PATIENCE,
            DATA_DIR,
            ACCOUNT_ID,
            REGION,
            JOB_WORKERS,
            JOB_ATTEMPTS,
            JOB_RETRY_DELAY,
            DELETE_DELAY,
            TRANSITION_WAIT,
            FIRST_TRAINING_DELAY,
            AUTO_UPDATE_INTERVAL,
            INCREMENTAL_UPDATE_INTERVAL,
            ATTRIBUTION_INTERVAL,
            SHUTDOWN_PATIENCE,
            IMPORT_THREADS,
            IMPORT_MINIMUM_RECORDS,
            IMPORT_MEMORY,
            S3_ENDPOINT,
            S3_REGION,
            S3_PATH_STYLE,
            CORS_ORIGINS,
            STREAM_LOG,
            SNAPSHOT_MEMORY,
            TRAIN_THREADS,
            TRAIN_MINIMUM_INTERACTIONS,
            TRAIN_MINIMUM_USERS,
            THEME_ENDPOINT,
            THEME_MODEL,
            THEME_TIMEOUT,
            QUOTA_SCHEMAS,
            QUOTA_DATASET_GROUPS,
            QUOTA_PENDING_IMPORT_JOBS,
            QUOTA_PENDING_SOLUTION_VERSIONS,
            QUOTA_PENDING_BATCH_JOBS,
            QUOTA_RECOMMENDERS,
            QUOTA_GROUP_SOLUTIONS,
            QUOTA_GROUP_CAMPAIGNS,
            QUOTA_GROUP_RECOMMENDERS,
            QUOTA_GROUP_FILTERS,
            QUOTA_GROUP_FILTER_FIELDS,
            QUOTA_FILTER_FIELDS,
            QUOTA_TAGS,
            QUOTA_INTERACTION_COLUMNS,
            QUOTA_ITEM_COLUMNS,
            QUOTA_USER_COLUMNS,
            LOG_LEVEL,
            LOG_REQUESTS);

    private Settings() {}

    private static Setting<String> text(String name, String initial, String meaning) {
        return matching(name, initial, "\\S+", "a text without spaces", meaning);
    }

    private static Setting<String> matching(
            String name, String initial, String pattern, String expected, String meaning) {
        return new Setting<>(name, initial, meaning, text -> {
            if (!text.matches(pattern)) {
                throw new IllegalArgumentException(expected);
            }
            return text;
        });
    }

    private static Setting<String> oneOf(String name, String initial, List<String> values, String meaning) {
        var expected = "one of " + String.join(", ", values);
        return new Setting<>(name, initial, meaning, text -> {
            var lower = text.toLowerCase(Locale.ROOT);
            if (!values.contains(lower)) {
                throw new IllegalArgumentException(expected);
            }
            return lower;
        });
    }

    private static Setting<Boolean> truth(String name, String initial, String meaning) {
        Function<String, String> known =
                oneOf(name, initial, List.of("true", "false"), meaning).parser();
        return new Setting<>(name, initial, meaning, text -> Boolean.valueOf(known.apply(text)));
    }

    private static Setting<Integer> quota(String name, int initial, String what) {
        return number(name, initial, 1, Integer.MAX_VALUE, "most " + what);
    }

    private static Setting<Integer> number(String name, int initial, int min, int max, String meaning) {
        var expected = "a whole number from %d to %d".formatted(min, max);
        return new Setting<>(name, Integer.toString(initial), meaning, text -> {
            int value;
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(expected, e);
            }
            if (value < min || value > max) {
                throw new IllegalArgumentException(expected);
            }
            return value;
        });
    }

    private static Setting<Path> path(String name, String initial, String meaning) {
        return new Setting<>(name, initial, meaning, text -> {
            try {
                if (!text.isBlank()) {
                    return Path.of(text);
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("a folder", e);
            }
            throw new IllegalArgumentException("a folder");
        });
    }

    private static Setting<Long> size(String name, String initial, String meaning) {
        return new Setting<>(name, initial, meaning, text -> {
            var matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a size such as 512MB or 2GB");
            }
            return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("MB") ? 20 : 30);
        });
    }

    private static Setting<Duration> span(String name, String initial, String meaning) {
        return new Setting<>(name, initial, meaning, text -> {
            var matcher = SPAN.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a time such as 500ms, 5s, 2m or 1h");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        });
    }

    /// Returns that of `candidates` which is spelt most like `text`.
    static String nearest(String text, List<String> candidates) {
        return candidates.stream()
                .min(java.util.Comparator.comparingInt(candidate -> distance(text, candidate)))
                .orElseThrow();
    }

    /// The edit distance of Levenshtein (1966).
    private static int distance(String a, String b) {
        var above = new int[b.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
