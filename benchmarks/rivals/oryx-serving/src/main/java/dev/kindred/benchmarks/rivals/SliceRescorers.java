package dev.kindred.benchmarks.rivals;

import com.cloudera.oryx.app.als.Rescorer;
import com.cloudera.oryx.app.als.RescorerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The filter of the serving benchmark for Oryx: a class that is called for each item. A request's
/// `rescorerParams` is the exclusive upper bound of column SLICE.
public final class SliceRescorers implements RescorerProvider {

    private static volatile Map<String, Integer> slices = Map.of();

    static void read(Path items) throws IOException {
        Map<String, Integer> read = new HashMap<>();
        try (var lines = Files.lines(items)) {
            lines.skip(1).map(line -> line.split(",")).forEach(it -> read.put(it[0], Integer.valueOf(it[1])));
        }
        slices = read;
    }

    @Override
    public Rescorer getRecommendRescorer(List<String> users, List<String> arguments) {
        return arguments.isEmpty() ? null : new Below(Integer.parseInt(arguments.get(0)), slices);
    }

    @Override
    public Rescorer getRecommendToAnonymousRescorer(List<String> items, List<String> arguments) {
        return getRecommendRescorer(List.of(), arguments);
    }

    @Override
    public Rescorer getMostPopularItemsRescorer(List<String> arguments) {
        return getRecommendRescorer(List.of(), arguments);
    }

    @Override
    public Rescorer getMostActiveUsersRescorer(List<String> arguments) {
        return null;
    }

    @Override
    public Rescorer getMostSimilarItemsRescorer(List<String> arguments) {
        return getRecommendRescorer(List.of(), arguments);
    }

    private record Below(int most, Map<String, Integer> slices) implements Rescorer {

        @Override
        public double rescore(String item, double score) {
            return score;
        }

        @Override
        public boolean isFiltered(String item) {
            return slices.get(item) >= most;
        }
    }
}
