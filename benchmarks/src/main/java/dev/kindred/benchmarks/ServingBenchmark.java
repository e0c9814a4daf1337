package dev.kindred.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What is the latency of GetRecommendations, with 25 results over HTTP with keep-alive, without a filter, with
/// one that keeps a tenth of the items, with one that keeps a thousandth, and with one whose parameter differs
/// in each request? And what is that of another recommendation server?
///
/// `generate FOLDER ITEMS USERS` writes interactions.csv and items.csv: users with 50 events each, in 200
/// clusters; the popularity of items follows a power law. Column SLICE has a value from 0 to 999.
///
/// `load ENDPOINT CAMPAIGN USERS SECONDS PID [FILTER ...]` requests recommendations for random users over 1, 2
/// and 4 connections. A FILTER is the ARN of a filter, or `ARN?PARAMETER` with a parameter that becomes a random
/// number from 1 to 999; PID is the server's process, whose CPU time per request is printed.
///
/// `versus ENDPOINT CAMPAIGN USERS SECONDS PID RIVAL RIVALS-PID [FILTER=BOUND ...]` alternates with the rival
/// (`rivals/oryx-serving`): RIVAL is its endpoint, BOUND the exclusive upper bound of SLICE in its filter, or
/// `NUMBER` for a random one.
///
/// `turns ENDPOINT CAMPAIGN USERS SECONDS PID OTHER OTHERS-PID [FILTER ...]` alternates with another Kindred
/// server.
///
/// `-Dconnections=8,8,8` selects other numbers of connections than 1, 2 and 4.
public final class ServingBenchmark {

    private static final int EVENTS = 50;
    private static final int TASTES = 200;
    private static final int SLICES = 1_000;
    private static final double LOYALTY = 0.7;

    private ServingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("generate")) {
            generate(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        var kindred = ServedBy.kindred("Kindred", arguments[1], arguments[5], arguments[2]);
        var load = new ServingLoad(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]), SLICES);
        switch (arguments[0]) {
            case "load" -> measure(load, List.of(kindred), Arrays.copyOfRange(arguments, 6, arguments.length));
            case "versus" -> {
                var rival = ServedBy.oryx(arguments[6], arguments[7]);
                measure(load, List.of(kindred, rival), Arrays.copyOfRange(arguments, 8, arguments.length));
            }
            case "turns" -> {
                var other = ServedBy.kindred("other", arguments[6], arguments[7], arguments[2]);
                measure(load, List.of(kindred, other), Arrays.copyOfRange(arguments, 8, arguments.length));
            }
            default -> throw new IllegalArgumentException("generate, load, versus or turns, not " + arguments[0]);
        }
    }

    private static void measure(ServingLoad load, List<ServedBy> servers, String[] filters)
            throws InterruptedException {
        for (var server : servers) {
            load.warmUp(server); // excludes the JIT compilation
        }
        for (var count : System.getProperty("connections", "1,2,4").split(",", -1)) {
            int connections = Integer.parseInt(count);
            for (var server : servers) {
                load.measure(server, "all items", "", connections);
            }
            for (var filter : filters) {
                var name = filter.replaceAll("^.*filter/|=.*$", "");
                for (var server : servers) {
                    load.measure(server, name, server.filters().apply(filter), connections);
                }
            }
        }
    }

    private static void generate(Path folder, int items, int users) throws IOException {
        Files.createDirectories(folder);
        var random = new SplittableRandom(1);
        try (var out = Files.newBufferedWriter(folder.resolve("items.csv"))) {
            out.write("ITEM_ID,SLICE\n");
            for (int item = 0; item < items; item++) {
                out.write("item-" + item + "," + random.nextInt(SLICES) + "\n");
            }
        }
        try (var out = Files.newBufferedWriter(folder.resolve("interactions.csv"))) {
            out.write("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE\n");
            for (int item = 0; item < items; item++) { // so that the model knows every item
                line(out, random.nextInt(users), item, 1_699_000_000L);
            }
            int ofTaste = items / TASTES;
            for (int user = 0; user < users; user++) {
                int taste = random.nextInt(TASTES);
                for (int event = 0; event < EVENTS; event++) {
                    int group = random.nextDouble() < LOYALTY ? taste : random.nextInt(TASTES);
                    int item = TASTES * (int) (ofTaste * Math.pow(random.nextDouble(), 2.5)) + group;
                    line(out, user, item, 1_700_000_000L + event * 3_600L);
                }
            }
        }
    }

    private static void line(BufferedWriter out, int user, int item, long time) throws IOException {
        out.write("user-" + user + ",item-" + item + "," + time + ",view\n");
    }
}
