package dev.kindred.benchmarks;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.Evaluator;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// How well does the sequence recipe predict the next item, compared with plain decayed next-item rules and with
/// popularity? Leave one out: the last item of each user is predicted. Neither it nor the one before it is in
/// the training data. All items that are new to the user are ranked.
///
/// Arguments: a file of lines `user<TAB>item item …`, oldest first; the number of threads (2).
public final class NextItem {

    private static final int CUT = 10;

    private NextItem() {}

    public static void main(String[] arguments) throws IOException {
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        var all = read(Path.of(arguments[0]));
        var training = withoutNewest(all, 2);
        var given = withoutNewest(all, 1);
        System.out.printf(
                "%,d users, %,d items, %,d interactions, of which %,d are trained on%n",
                all.interactions().userCount(),
                all.items().size(),
                all.interactions().size(),
                training.interactions().size());
        System.out.printf("%-44s %7s %8s %9s %11s%n", "", "HR@10", "NDCG@10", "training", "per request");
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var context = new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE);
            var told = Map.<String, String>of();
            for (boolean withNewest : new boolean[] {false, true}) {
                var history = withNewest ? given : training;
                var asked = withNewest ? "the item before it known" : "the item before it unknown";
                System.out.println("- when asked, " + asked + ":");
                var rules = PlainRules.train(training.interactions());
                report("plain decayed rules", all, history, rules.seconds(), rules::scores);
                for (var recipe : new Recipe[] {
                    new Recipe.PopularityCount(),
                    new Recipe.SequencePersonalization(false),
                    new Recipe.SequencePersonalization(true)
                }) {
                    long start = System.nanoTime();
                    var trained = Trainer.train(recipe, training, context);
                    double seconds = (System.nanoTime() - start) / 1e9;
                    told = trained.chosen();
                    report(recipe.toString(), all, history, seconds, lists(trained.model()));
                }
            }
            System.out.println("chosen on a hold-out inside the training: " + told);
        }
        System.out.printf("peak memory of the process: %,d MiB%n", peakMemory());
    }

    /// Ranks the candidates for a user's next item.
    private interface Ranking {
        int[] best(HoldOut asked, int user);
    }

    private static Ranking lists(Model model) {
        return (asked, user) -> model.rank(Evaluator.query(asked, user, Evaluator.Candidates.NEW_TO_THE_USER, CUT, 1))
                .items();
    }

    private static void report(
            String name, TrainingSet all, TrainingSet history, double trainingSeconds, Ranking ranking) {
        var log = all.interactions();
        var asked = new HoldOut(history, log, new int[0]);
        int hits = 0;
        double gain = 0;
        long start = System.nanoTime();
        for (int user = 0; user < log.userCount(); user++) {
            int truth = log.items()[log.to(user) - 1];
            var best = ranking.best(asked, user);
            for (int place = 0; place < best.length; place++) {
                if (best[place] == truth) {
                    hits++;
                    gain += Math.log(2) / Math.log(place + 2);
                }
            }
        }
        System.out.printf(
                "%-44s %7.4f %8.4f %7.1f s %8.0f µs%n",
                name,
                (double) hits / log.userCount(),
                gain / log.userCount(),
                trainingSeconds,
                (System.nanoTime() - start) / 1e3 / log.userCount());
    }

    private static TrainingSet read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var indices = new HashMap<String, Integer>();
        var offsets = new int[lines.size() + 1];
        var items = new int
                [lines.stream().mapToInt(line -> line.split(" ", -1).length).sum()];
        int size = 0;
        for (int user = 0; user < lines.size(); user++) {
            for (var item : lines.get(user).split("\t", -1)[1].split(" ", -1)) {
                var next = indices.size();
                var known = indices.putIfAbsent(item, next);
                items[size++] = known == null ? next : known;
            }
            offsets[user + 1] = size;
        }
        var ids = new String[indices.size()];
        indices.forEach((id, index) -> ids[index] = id);
        var times = new long[size];
        for (int user = 0; user < lines.size(); user++) {
            for (int at = offsets[user]; at < offsets[user + 1]; at++) {
                times[at] = (long) at - offsets[user];
            }
        }
        var log = InteractionLog.unweighted(ids.length, offsets, Arrays.copyOf(items, size), times);
        return new TrainingSet(log, ItemTable.bare(IdIndex.of(Arrays.asList(ids))), UserTable.bare(lines.size()));
    }

    /// The set without each user's newest interactions.
    private static TrainingSet withoutNewest(TrainingSet set, int count) {
        var log = set.interactions();
        var kept = IntStream.range(0, log.userCount())
                .flatMap(user -> IntStream.range(log.from(user), Math.max(log.from(user), log.to(user) - count)))
                .toArray();
        var offsets = new int[log.userCount() + 1];
        for (int user = 0; user < log.userCount(); user++) {
            offsets[user + 1] = offsets[user] + Math.max(0, log.to(user) - log.from(user) - count);
        }
        var items = Arrays.stream(kept).map(at -> log.items()[at]).toArray();
        var times = Arrays.stream(kept).mapToLong(at -> log.times()[at]).toArray();
        return new TrainingSet(
                InteractionLog.unweighted(log.itemCount(), offsets, items, times), set.items(), set.users());
    }

    private static long peakMemory() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /// The rival: score(j) = Σ over the history of 0.6^age · P(j comes next | item), counted on consecutive
    /// items only, without truncation and smoothing.
    private record PlainRules(Map<Integer, Map<Integer, Integer>> next, int itemCount, double seconds) {

        static PlainRules train(InteractionLog log) {
            long start = System.nanoTime();
            var next = new HashMap<Integer, Map<Integer, Integer>>();
            for (int user = 0; user < log.userCount(); user++) {
                for (int at = log.from(user) + 1; at < log.to(user); at++) {
                    next.computeIfAbsent(log.items()[at - 1], _ -> new HashMap<>())
                            .merge(log.items()[at], 1, Integer::sum);
                }
            }
            return new PlainRules(next, log.itemCount(), (System.nanoTime() - start) / 1e9);
        }

        int[] scores(HoldOut asked, int user) {
            var history = History.of(asked.training().interactions(), user);
            var scores = new HashMap<Integer, Double>();
            double weight = 1;
            for (int item : history.items()) {
                var counts = next.getOrDefault(item, Map.of());
                double total =
                        counts.values().stream().mapToInt(Integer::intValue).sum();
                for (var count : counts.entrySet()) {
                    scores.merge(count.getKey(), weight * count.getValue() / total, Double::sum);
                }
                weight *= 0.6;
            }
            for (int item : history.items()) {
                scores.remove(item);
            }
            return scores.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Double>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(CUT)
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
        }
    }
}
