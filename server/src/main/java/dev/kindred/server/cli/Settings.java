package dev.kindred.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The settings of the server.
final class Settings {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(MB|GB)");

    static final Setting<String> HOST = text("host", "127.0.0.1", "address to listen on");
    static final Setting<Integer> PORT = number("port", 8686, 0, 65_535, "port to listen on; 0 takes any free port");
    static final Setting<String> ALLOWED_HOSTS = matching(
            "allowed.hosts",
            Settings.NONE,
            "\\*|(\\*\\.)?[A-Za-z0-9._:\\[\\]-]+(,(\\*\\.)?[A-Za-z0-9._:\\[\\]-]+)*",
            "none, *, or names such as kindred,*.s3.kindred separated by commas",
            "names by which clients may address the server, beside localhost and its own addresses; *.name allows all names below it, * allows all");
    /// The value of a setting without a name or address.
    static final String NONE = "none";

    static final Setting<String> AUTH_MODE = oneOf(
            "auth.mode",
            NONE,
            List.of(NONE, "sigv4"),
            "none: nobody is authenticated, and the server listens on loopback addresses only; sigv4: every request needs the signature of a key");
    static final Setting<String> AUTH_ACCOUNTS = text(
            "auth.accounts",
            NONE,
            "JSON file with accounts and their access keys, read again when it changes; none takes the key of the environment");
    static final Setting<Boolean> ALLOW_UNAUTHENTICATED = truth(
            "allow.unauthenticated",
            "false",
            "whether a server that does not authenticate may listen on an address that other machines reach");
    static final Setting<String> TLS_CERTIFICATE = text(
            "tls.certificate",
            NONE,
            "PEM file with the certificate chain of the server, read again when it changes; none serves plain HTTP");
    static final Setting<String> TLS_KEY = text("tls.key", NONE, "PEM file with the private key of tls.certificate");
    static final Setting<Integer> CONNECTION_LIMIT = number(
            "connection.limit",
            0,
            0,
            1_000_000,
            "maximum number of connections; idle connections are closed for new ones; 0 derives it from descriptors and heap");
    static final Setting<Duration> CONNECTION_PATIENCE = span(
            "connection.patience",
            "60s",
            "time after which a connection that stalls within a request or an answer is closed");
    static final Setting<Duration> OVERLOAD_WAIT = span(
            "overload.wait",
            "50ms",
            "expected wait for a processor beyond which a request for recommendations is refused with 503");
    static final Setting<Duration> REQUEST_PATIENCE = span(
            "request.patience",
            "20s",
            "time for a request to arrive, and one second more for each request.rate bytes; slower connections are closed");
    static final Setting<Integer> REQUEST_RATE = number(
            "request.rate", 500, 1, Integer.MAX_VALUE, "bytes for which a request may take one second more to arrive");
    static final Setting<Long> REQUEST_MEMORY = size(
            "request.memory",
            "0MB",
            "memory for bodies and large answers of all requests in progress; further ones get 503; 0MB takes a quarter of the heap");
    static final Setting<Path> DATA_DIR = path("data-dir", "./kindred-data", "folder of all data");
    static final Setting<String> ACCOUNT_ID = matching(
            "account.id", "000000000000", "\\d{12}", "12 digits", "account id in ARNs and in answers of STS and IAM");
    static final Setting<String> REGION = matching(
            "region", "us-east-1", "[a-z0-9-]{1,32}", "a region's name", "region of requests whose signature has none");
    static final Setting<Integer> JOB_WORKERS =
            number("job.workers", 2, 1, 1_000, "number of concurrent trainings and updates of models");
    static final Setting<Integer> JOB_TRANSFER_WORKERS =
            number("job.transfer-workers", 2, 1, 1_000, "number of concurrent imports, exports and deletions of users");
    static final Setting<Integer> JOB_BATCH_WORKERS =
            number("job.batch-workers", 1, 1, 1_000, "number of concurrent batch inference and batch segment jobs");
    static final Setting<Integer> JOB_NICE = number(
            "job.nice",
            10,
            0,
            19,
            "nice value of the threads that compute for jobs, on Linux; 0 is the usual priority");
    static final Setting<Integer> JOB_ATTEMPTS =
            number("job.attempts", 5, 1, 1_000, "maximum number of starts of a job");
    static final Setting<Duration> JOB_RETRY_DELAY =
            span("job.retry-delay", "5s", "delay of a job after a failure of the catalog");
    static final Setting<Duration> DELETE_DELAY =
            span("delete.delay", "500ms", "time for which a deleted resource is described as DELETE PENDING");
    static final Setting<Duration> QUARANTINE_RETENTION = span(
            "quarantine.retention",
            "720h",
            "time for which files that the catalog does not name are kept, where it is not certain that nobody needs them; whole days count");
    static final Setting<Duration> TRANSITION_WAIT = span(
            "transition.wait",
            "10s",
            "maximum time that a call waits for a deletion, a deployment or a stop in progress");
    static final Setting<Duration> FIRST_TRAINING_DELAY =
            span("auto-training.delay", "1h", "time from the creation of a solution to its first automatic training");
    static final Setting<Duration> AUTO_UPDATE_INTERVAL =
            span("auto-update.interval", "2h", "interval of automatic updates of deployed models with new items");
    static final Setting<Duration> INCREMENTAL_UPDATE_INTERVAL = span(
            "incremental-update.interval",
            "1m",
            "time between incremental updates of deployed aws-semantic-similarity models; AWS uses half an hour");
    static final Setting<Duration> ATTRIBUTION_INTERVAL = span(
            "attribution.report-interval",
            "15m",
            "interval of reports to S3 on streamed events of metric attributions");
    static final Setting<Duration> SHUTDOWN_PATIENCE =
            span("shutdown.patience", "10s", "maximum time that a stop waits for requests and jobs");
    static final Setting<Integer> IMPORT_THREADS =
            number("import.threads", 0, 0, 1_000, "threads of one import; 0 uses one per processor");
    static final Setting<Integer> IMPORT_MINIMUM_RECORDS = number(
            "import.minimum-records",
            0,
            0,
            Integer.MAX_VALUE,
            "minimum number of interactions of an import; AWS requires 1000");
    static final Setting<Long> IMPORT_MEMORY =
            size("import.memory", "512MB", "memory for the search for duplicates, beyond which it spills to disk");
    static final Setting<String> S3_ENDPOINT = matching(
            "s3.endpoint",
            "embedded",
            "embedded|aws|https?://[A-Za-z0-9.:\\[\\]_-]+/?",
            "embedded, aws or a URL such as http://127.0.0.1:9000",
            "location of import data: this server's embedded S3, Amazon's S3, or the S3 at that URL");
    static final Setting<String> S3_REGION = text("s3.region", "us-east-1", "region of an S3 that is not embedded");
    static final Setting<Boolean> S3_PATH_STYLE = truth(
            "s3.path-style",
            "true",
            "whether requests to the S3 at a URL have the bucket in the path, not in the host name");
    static final Setting<String> CORS_ORIGINS = matching(
            "cors.origins",
            "*",
            "\\*|none|https?://[^\\s,/]+(,https?://[^\\s,/]+)*",
            "*, none, or origins such as https://shop.example separated by commas",
            "sites whose pages may send events and request recommendations from a browser");
    static final Setting<Long> STREAM_LOG =
            size("stream.log-size", "64MB", "size beyond which a log of streamed records becomes a dataset file");
    static final Setting<Long> SNAPSHOT_MEMORY = size(
            "snapshot.memory",
            "512MB",
            "memory for the preparation of interactions for training, beyond which it spills to disk");
    static final Setting<Integer> TRAIN_THREADS =
            number("train.threads", 0, 0, 1_000, "threads for training; 0 uses one per processor");
    static final Setting<Integer> TRAIN_MINIMUM_INTERACTIONS = number(
            "train.minimum-interactions", 1_000, 1, Integer.MAX_VALUE, "minimum number of interactions for a training");
    static final Setting<Integer> TRAIN_MINIMUM_USERS = number(
            "train.minimum-users",
            25,
            1,
            Integer.MAX_VALUE,
            "minimum number of users with two or more interactions for a training");
    static final Setting<String> THEME_ENDPOINT = matching(
            "theme.endpoint",
            NONE,
            "none|https?://[^\\s/?#@]+(/[^\\s?#]*)?",
            "none or a URL such as http://127.0.0.1:11434/v1",
            "base URL of an OpenAI-compatible API whose model writes the themes of batch inference jobs; it receives names and texts of items");
    static final Setting<String> THEME_MODEL = text("theme.model", NONE, "name of the model at theme.endpoint");
    static final Setting<Duration> THEME_TIMEOUT =
            span("theme.timeout", "30s", "timeout of requests to theme.endpoint");
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
            "log.level", "info", List.of("error", "warning", "info", "debug"), "minimum level of logged messages");
    static final Setting<Boolean> LOG_REQUESTS = truth("log.requests", "true", "whether each request is logged");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            ALLOWED_HOSTS,
            AUTH_MODE,
            AUTH_ACCOUNTS,
            ALLOW_UNAUTHENTICATED,
            TLS_CERTIFICATE,
            TLS_KEY,
            CONNECTION_LIMIT,
            CONNECTION_PATIENCE,
            OVERLOAD_WAIT,
            REQUEST_PATIENCE,
            REQUEST_RATE,
            REQUEST_MEMORY,
            DATA_DIR,
            ACCOUNT_ID,
            REGION,
            JOB_WORKERS,
            JOB_TRANSFER_WORKERS,
            JOB_BATCH_WORKERS,
            JOB_NICE,
            JOB_ATTEMPTS,
            JOB_RETRY_DELAY,
            DELETE_DELAY,
            QUARANTINE_RETENTION,
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
        return number(name, initial, 1, Integer.MAX_VALUE, "maximum number of " + what);
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

    /// Returns the candidate with the smallest edit distance to `text`.
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
