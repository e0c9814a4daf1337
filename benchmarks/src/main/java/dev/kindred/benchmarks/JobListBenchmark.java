package dev.kindred.benchmarks;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.Paging;
import dev.kindred.server.resource.DataSource;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does the cost of a page of import jobs depend on its position? The benchmark fills a catalog with jobs, lists
/// all in pages of 100, and then times the first, the middle and the last page in turn. The rival is the same
/// page by `LIMIT … OFFSET` in the same run.
///
/// Arguments: the number of jobs (1,000,000), the number of measurements of each page (2,000).
public final class JobListBenchmark {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final int PAGE = 100;
    private static final int BATCH = 10_000;

    private JobListBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        var folder = Files.createTempDirectory("kindred-jobs");
        var file = folder.resolve("catalog.sqlite");
        try (var catalog = Catalog.open(file)) {
            var dataset = fill(catalog, jobs);
            for (var filter : Arrays.asList(dataset.arn().toString(), null)) {
                measure(catalog, filter, jobs, rounds);
            }
            OffsetRival.measure(file, jobs, Math.min(rounds, 20));
        } finally {
            try (var files = Files.list(folder)) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(folder);
        }
    }

    private static Dataset fill(Catalog catalog, int jobs) {
        var now = Instant.now();
        var group = SCOPE.arn("dataset-group", "bench");
        var arn = SCOPE.arn("dataset", "bench/INTERACTIONS");
        var dataset = new Dataset(
                "bench", arn, group, "INTERACTIONS", SCOPE.arn("schema", "bench"), Status.ACTIVE, now, now, null, null);
        catalog.write(transaction -> {
            transaction.insert(dataset, List.of());
            return dataset;
        });
        for (int first = 0; first < jobs; first += BATCH) {
            int from = first;
            catalog.write(transaction -> {
                for (int i = from; i < Math.min(from + BATCH, jobs); i++) {
                    transaction.insert(job(i, dataset, now), List.of());
                }
                return from;
            });
        }
        return dataset;
    }

    private static DatasetImportJob job(int number, Dataset dataset, Instant now) {
        var name = "import-%07d".formatted(number);
        return new DatasetImportJob(
                name,
                SCOPE.arn("dataset-import-job", name),
                dataset.arn(),
                new DataSource("s3://bench/interactions.csv"),
                "arn:aws:iam::000000000000:role/PersonalizeRole",
                Status.ACTIVE,
                now,
                now,
                null,
                ImportMode.FULL,
                false);
    }

    private static void measure(Catalog catalog, @Nullable String filter, int jobs, int rounds) {
        var tokens = new String[jobs / PAGE + 1];
        @Nullable String token = null;
        int pages = 0;
        do {
            tokens[pages++] = token == null ? "" : token;
            token = page(catalog, filter, token).nextToken();
        } while (token != null);
        if (pages * PAGE < jobs) {
            throw new IllegalStateException("walked " + pages + " pages");
        }
        var places = new int[] {0, pages / 2, pages - 1};
        var nanos = new long[places.length][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int place = 0; place < places.length; place++) {
                var begin = tokens[places[place]].isEmpty() ? null : tokens[places[place]];
                nanos[place][round] = timed(() -> page(catalog, filter, begin));
            }
        }
        for (int place = 0; place < places.length; place++) {
            report((filter == null ? "all jobs" : "by dataset") + ", page " + (places[place] + 1), nanos[place]);
        }
    }

    private static Paging.Page<DatasetImportJob> page(
            Catalog catalog, @Nullable String filter, @Nullable String token) {
        var query = new Paging.Query("ListDatasetImportJobs", SCOPE, filter, token, PAGE);
        return catalog.paging().newestFirst(query, DatasetImportJob.class, ResourceKind.DATASET_IMPORT_JOB, filter);
    }

    static long timed(Supplier<?> work) {
        long began = System.nanoTime();
        if (work.get() == null) {
            throw new IllegalStateException("nothing came of it");
        }
        return System.nanoTime() - began;
    }

    static void report(String what, long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-28s p50 %.2f ms   p99 %.2f ms%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) Math.min(sorted.length - 1L, sorted.length * 99L / 100)] / 1e6);
    }
}
