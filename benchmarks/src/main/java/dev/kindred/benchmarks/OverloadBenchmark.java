package dev.kindred.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long does a request for recommendations take when clients send more than the server can answer?
///
/// Measures the capacity by a few clients that each wait for their answer (closed loop), then sends at 1, 2, 5 and 20
/// times that rate without waiting for answers (open loop), and at half that rate beside clients that list resources as
/// fast as they can, and beside a training.
public final class OverloadBenchmark {

    private static final int CAPACITY_CONNECTIONS = 8;
    private static final int LIST_CONNECTIONS = 32;
    private static final int[] FACTORS = {1, 2, 5, 20};

    private final URI endpoint;
    private final String campaign;
    private final String solution;
    private final int users;
    private final int seconds;

    private OverloadBenchmark(URI endpoint, String campaign, String solution, int users, int seconds) {
        this.endpoint = endpoint;
        this.campaign = campaign;
        this.solution = solution;
        this.users = users;
        this.seconds = seconds;
    }

    /// Runs the benchmark and prints a line for each load.
    ///
    /// @param args endpoint, ARN of a campaign, ARN of its solution, number of users, seconds of each measurement
    public static void main(String[] args) throws InterruptedException {
        new OverloadBenchmark(
                        URI.create(args[0]), args[1], args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4]))
                .run();
    }

    private void run() throws InterruptedException {
        capacity();
        double capacity = capacity();
        System.out.printf(Locale.ROOT, "capacity %,.0f requests/s%n", capacity);
        for (int factor : FACTORS) {
            print(factor + " x", new OpenLoop(endpoint, capacity * factor, seconds, this::question).run());
        }
        for (int round = 0; round < 3; round++) { // in turns: other load on the machine meets all of them
            measured("0.5 x alone", () -> new OpenLoop(endpoint, capacity / 2, seconds, this::question).run());
            measured("0.5 x beside lists", () -> besideLists(capacity / 2));
            measured("0.5 x beside a training", () -> besideTraining(capacity / 2));
        }
    }

    /// A measurement that can be interrupted.
    private interface Measurement {
        OpenLoop.Outcome run() throws InterruptedException;
    }

    /// Prints an outcome, and a bound of p99 in the server, which does not include the waits of this program for
    /// processors.
    private void measured(String what, Measurement measurement) throws InterruptedException {
        var before = buckets();
        print(what, measurement.run());
        var after = buckets();
        double all = after.lastEntry().getValue() - before.lastEntry().getValue();
        for (var bucket : after.entrySet()) {
            if (bucket.getValue() - before.getOrDefault(bucket.getKey(), 0.0) >= 0.99 * all) {
                System.out.printf(
                        Locale.ROOT, "%-24s in the server: p99 at most %.0f ms%n", "", bucket.getKey() * 1_000);
                return;
            }
        }
    }

    /// Returns how many recommendations took at most a number of seconds in the server.
    private NavigableMap<Double, Double> buckets() {
        var counts = new TreeMap<Double, Double>();
        try (var connection = new KeepAliveConnection(endpoint)) {
            var line = Pattern.compile(
                    "kindred_request_seconds_bucket\\{operation=\"GetRecommendations\",le=\"(.*?)\"\\} (.*)");
            connection
                    .ask("GET /metrics", "")
                    .lines()
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .forEach(found -> counts.put(
                            Double.valueOf(found.group(1).replace("+Inf", "Infinity")),
                            Double.valueOf(found.group(2))));
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String what, OpenLoop.Outcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%-20s sent %,8.0f/s   accepted %,6.0f/s   p50 %6.2f ms   p99 %6.2f ms   refused %,8.0f/s in p99 %.2f ms"
                        + "   failed %d   unsent %d%n",
                what,
                outcome.sentRate(),
                outcome.acceptedRate(),
                outcome.accepted(50),
                outcome.accepted(99),
                outcome.refusedRate(),
                outcome.refused(99),
                outcome.failed(),
                outcome.unsent());
    }

    private String question(SplittableRandom random) {
        return "{\"campaignArn\": \"%s\", \"userId\": \"user-%d\", \"numResults\": 25}"
                .formatted(campaign, random.nextInt(users));
    }

    private double capacity() throws InterruptedException {
        var taken = Pressure.of(CAPACITY_CONNECTIONS, seconds, Asking::new);
        return (double) taken.calls() / seconds;
    }

    private OpenLoop.Outcome besideLists(double rate) throws InterruptedException {
        var lists = Thread.ofPlatform().start(() -> {
            try {
                Pressure.of(LIST_CONNECTIONS, seconds, _ -> new Listing());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var outcome = new OpenLoop(endpoint, rate, seconds, this::question).run();
        lists.join();
        return outcome;
    }

    private OpenLoop.Outcome besideTraining(double rate) throws InterruptedException {
        var begun = call(
                "CreateSolutionVersion", "{\"solutionArn\": \"%s\", \"trainingMode\": \"FULL\"}".formatted(solution));
        var version = "{%s}".formatted(begun.replaceAll(".*(\"solutionVersionArn\" *: *\"[^\"]*\").*", "$1"));
        var outcome = new OpenLoop(endpoint, rate, seconds, this::question).run();
        var after = call("DescribeSolutionVersion", version);
        if (!after.contains("CREATE IN_PROGRESS")) {
            throw new IllegalStateException("the training was too short: " + after);
        }
        call("StopSolutionVersionCreation", version);
        while (call("DescribeSolutionVersion", version).contains("CREATE STOPPING")) {
            Thread.sleep(100);
        }
        return outcome;
    }

    private String call(String operation, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(endpoint)
                .header("X-Amz-Target", "AmazonPersonalize." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Asking implements Pressure.Work {

        private final SplittableRandom random;
        private final KeepAliveConnection connection;

        Asking(int seed) throws IOException {
            random = new SplittableRandom(seed);
            connection = new KeepAliveConnection(endpoint);
        }

        @Override
        public String call(int number) throws IOException {
            return connection.ask("POST /recommendations", question(random));
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private final class Listing implements Pressure.Work {

        private final KeepAliveConnection connection;

        Listing() throws IOException {
            connection = new KeepAliveConnection(endpoint);
        }

        @Override
        public String call(int number) throws IOException {
            return connection.exchange("GET /kindred/jobs", "").body()
                    + connection.exchange("GET /", "").body();
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
