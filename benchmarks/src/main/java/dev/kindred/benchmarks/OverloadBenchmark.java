package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.SplittableRandom;

/// How long does a request for recommendations take when clients send more than the server can answer?
///
/// Measures the capacity by a few clients that each wait for their answer (closed loop), then sends at 1, 2, 5 and 20
/// times that rate without waiting for answers (open loop), and at half that rate beside clients that list resources as
/// fast as they can.
public final class OverloadBenchmark {

    private static final int CAPACITY_CONNECTIONS = 8;
    private static final int LIST_CONNECTIONS = 32;
    private static final int[] FACTORS = {1, 2, 5, 20};

    private final URI endpoint;
    private final String campaign;
    private final int users;
    private final int seconds;

    private OverloadBenchmark(URI endpoint, String campaign, int users, int seconds) {
        this.endpoint = endpoint;
        this.campaign = campaign;
        this.users = users;
        this.seconds = seconds;
    }

    /// Runs the benchmark and prints a line for each load.
    ///
    /// @param args endpoint, ARN of a campaign, number of users, seconds of each measurement
    public static void main(String[] args) throws InterruptedException {
        new OverloadBenchmark(URI.create(args[0]), args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3])).run();
    }

    private void run() throws InterruptedException {
        capacity();
        double capacity = capacity();
        System.out.printf(Locale.ROOT, "capacity %,.0f requests/s%n", capacity);
        for (int factor : FACTORS) {
            print(factor + " x", new OpenLoop(endpoint, capacity * factor, seconds, this::question).run());
        }
        print("0.5 x alone", new OpenLoop(endpoint, capacity / 2, seconds, this::question).run());
        print("0.5 x beside lists", besideLists(capacity / 2));
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
