package dev.kindred.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is the quality of a running server's recommendations, through its API only? Data is uploaded and
/// imported, a solution is trained and deployed with its defaults, events are streamed, and recommendations are
/// requested.
///
/// `sessions FOLDER`: `train.csv` (a header, `session,item,time`) and `test.txt` (the items of a session so far,
/// oldest first, a tab, and the next item). Each test session is anonymous, and its events are streamed. All
/// items are ranked, including those of the session: P@20 and MRR@20.
///
/// `sequences FILE`: lines `user<TAB>item item …`, oldest first. The last item of each user is predicted.
/// Neither it nor the one before it is imported, and the one before it is streamed. All items that are new to
/// the user are ranked: HR@10 and NDCG@10.
///
/// `pairs FOLDER`: `train.csv` and `test.csv` (a header, `user,item`) without times. All items except the user's
/// training items are ranked: Recall@20, and NDCG@20 with the ideal over min(20, items of the test).
///
/// Arguments: kind, path, the endpoints of one or several servers, which are measured sequentially.
/// `-Drecipe=aws-user-personalization` selects another recipe than the kind's own.
public final class ServedQuality {

    private static final int MOST_RESULTS = 500;
    private static final long BEGIN = 1_700_000_000L;

    private ServedQuality() {}

    public static void main(String[] arguments) throws Exception {
        var path = Path.of(arguments[1]);
        var task = switch (arguments[0]) {
            case "sessions" -> sessions(path);
            case "sequences" -> sequences(path);
            case "pairs" -> pairs(path);
            default -> throw new IllegalArgumentException("sessions, sequences or pairs, not " + arguments[0]);
        };
        var recipe = System.getProperty("recipe", task.recipe());
        System.out.printf(
                "%,d interactions, %,d questions, %s%n",
                task.interactions().lines().count() - 1, task.questions().size(), recipe);
        for (var endpoint : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            try (var served = ServedCampaign.train(endpoint, recipe, task.interactions())) {
                System.out.printf(Locale.ROOT, "%s  %s%n", endpoint, measure(task, served));
            }
        }
    }

    /// The imported data and the queries.
    ///
    /// @param cut the cut-off of the metrics
    private record Task(String recipe, String interactions, List<Question> questions, int cut, Measure measure) {}

    /// A query for a user.
    ///
    /// @param user or session
    /// @param streamed the items of events that are put before the query, oldest first
    /// @param leftOut items that do not count as answers
    /// @param truth the items to predict
    private record Question(String user, List<String> streamed, Set<String> leftOut, Set<String> truth) {}

    private enum Measure {
        PRECISION_AND_RECIPROCAL_RANK("P", "MRR"),
        HIT_RATE_AND_GAIN("HR", "NDCG"),
        RECALL_AND_GAIN("Recall", "NDCG");

        private final String first;
        private final String second;

        Measure(String first, String second) {
            this.first = first;
            this.second = second;
        }
    }

    private static String measure(Task task, ServedCampaign served) throws IOException {
        double first = 0;
        double second = 0;
        int repeats = 0;
        double firstOfRepeats = 0;
        double secondOfRepeats = 0;
        var nanos = new long[task.questions().size()];
        for (int i = 0; i < nanos.length; i++) {
            var question = task.questions().get(i);
            served.put(question.user(), question.streamed(), BEGIN);
            int wanted = Math.min(MOST_RESULTS, task.cut() + question.leftOut().size());
            long start = System.nanoTime();
            var answer = served.recommend(question.user(), wanted);
            nanos[i] = System.nanoTime() - start;
            var ranked = answer.stream()
                    .filter(item -> !question.leftOut().contains(item))
                    .limit(task.cut())
                    .toList();
            double recall = recall(ranked, question.truth());
            double gain = task.measure() == Measure.PRECISION_AND_RECIPROCAL_RANK
                    ? reciprocalRank(ranked, question.truth())
                    : gain(ranked, question.truth(), task.cut());
            first += recall;
            second += gain;
            if (question.streamed().stream().anyMatch(question.truth()::contains)) {
                repeats++;
                firstOfRepeats += recall;
                secondOfRepeats += gain;
            }
        }
        Arrays.sort(nanos);
        int all = nanos.length;
        var text = "%s@%d %.4f  %s@%d %.4f"
                .formatted(
                        task.measure().first, task.cut(), first / all, task.measure().second, task.cut(), second / all);
        if (repeats > 0) {
            text += "  (%d repeats %.4f %.4f, others %.4f %.4f)"
                    .formatted(
                            repeats,
                            firstOfRepeats / repeats,
                            secondOfRepeats / repeats,
                            (first - firstOfRepeats) / (all - repeats),
                            (second - secondOfRepeats) / (all - repeats));
        }
        return text
                + "  trained in %.1f s, requests p50 %.2f ms, p99 %.2f ms"
                        .formatted(served.seconds(), nanos[all / 2] / 1e6, nanos[all * 99 / 100] / 1e6);
    }

    private static double recall(List<String> ranked, Set<String> truth) {
        return (double) ranked.stream().filter(truth::contains).count() / truth.size();
    }

    private static double reciprocalRank(List<String> ranked, Set<String> truth) {
        for (int place = 0; place < ranked.size(); place++) {
            if (truth.contains(ranked.get(place))) {
                return 1.0 / (place + 1);
            }
        }
        return 0;
    }

    private static double gain(List<String> ranked, Set<String> truth, int cut) {
        double gain = 0;
        double ideal = 0;
        for (int place = 0; place < cut; place++) {
            double discount = Math.log(2) / Math.log(place + 2);
            ideal += place < truth.size() ? discount : 0;
            gain += place < ranked.size() && truth.contains(ranked.get(place)) ? discount : 0;
        }
        return gain / ideal;
    }

    private static Task sessions(Path folder) throws IOException {
        var interactions = new StringBuilder("USER_ID,ITEM_ID,TIMESTAMP\n");
        for (var line : rows(folder.resolve("train.csv"))) {
            interactions.append(line).append('\n');
        }
        var questions = new ArrayList<Question>();
        for (var line : Files.readAllLines(folder.resolve("test.txt"))) {
            var cells = line.split("\t", -1);
            questions.add(new Question(
                    "unknown-" + questions.size(), List.of(cells[0].split(" ", -1)), Set.of(), Set.of(cells[1])));
        }
        return new Task(
                "aws-user-personalization-v2",
                interactions.toString(),
                questions,
                20,
                Measure.PRECISION_AND_RECIPROCAL_RANK);
    }

    private static Task sequences(Path file) throws IOException {
        var interactions = new StringBuilder("USER_ID,ITEM_ID,TIMESTAMP\n");
        var questions = new ArrayList<Question>();
        for (var line : Files.readAllLines(file)) {
            var cells = line.split("\t", -1);
            var items = List.of(cells[1].split(" ", -1));
            int known = Math.max(0, items.size() - 2);
            int asked = items.size() - 1;
            for (int at = 0; at < known; at++) {
                interactions.append("%s,%s,%d%n".formatted(cells[0], items.get(at), BEGIN + at - known));
            }
            questions.add(new Question(
                    cells[0],
                    items.subList(known, asked),
                    new HashSet<>(items.subList(0, asked)),
                    Set.of(items.getLast())));
        }
        return new Task(
                "aws-user-personalization-v2", interactions.toString(), questions, 10, Measure.HIT_RATE_AND_GAIN);
    }

    private static Task pairs(Path folder) throws IOException {
        var interactions = new StringBuilder("USER_ID,ITEM_ID,TIMESTAMP\n");
        var known = new LinkedHashMap<String, Set<String>>();
        for (var line : rows(folder.resolve("train.csv"))) {
            var cells = line.split(",", -1);
            interactions.append("%s,%s,%d%n".formatted(cells[0], cells[1], BEGIN));
            known.computeIfAbsent(cells[0], _ -> new HashSet<>()).add(cells[1]);
        }
        Map<String, Set<String>> truth = new LinkedHashMap<>();
        for (var line : rows(folder.resolve("test.csv"))) {
            var cells = line.split(",", -1);
            truth.computeIfAbsent(cells[0], _ -> new HashSet<>()).add(cells[1]);
        }
        var questions = truth.entrySet().stream()
                .map(of ->
                        new Question(of.getKey(), List.of(), known.getOrDefault(of.getKey(), Set.of()), of.getValue()))
                .toList();
        return new Task("aws-user-personalization", interactions.toString(), questions, 20, Measure.RECALL_AND_GAIN);
    }

    private static List<String> rows(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }
}
