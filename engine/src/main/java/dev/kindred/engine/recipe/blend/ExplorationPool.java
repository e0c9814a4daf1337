package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The items with few users, youngest first, that exploration draws from.
///
/// Thompson sampling: each of some random items draws a rate from its posterior, a normal approximation of the
/// beta distribution of its users given its impressions. An item that was often shown and never taken draws a low
/// rate; one that was never shown draws from a wide range. Without impressions their number is estimated from the
/// users by the prior rate. The value of an item is its rate times its relevance. An item's age is counted from
/// its creation, or else its oldest interaction, or else the newest of all, to the newest interaction of all, as
/// AWS does for `explorationItemAgeCutOff`.
///
/// File: `newcomers.items` (4 bytes each), `newcomers.ages` in seconds (8 bytes each), rising, and
/// `newcomers.rates` and `newcomers.deviations` (4-byte floats).
final class ExplorationPool {

    /// An item with fewer users than this is in the pool. Taste: the rate of more is known well enough.
    static final int KNOWN = 20;

    /// The items that draw a rate in a request, and the items that are visited to find them. Taste: they bound its
    /// cost.
    private static final int DRAWS = 200;

    private static final int LOOKS = 4000;

    /// The prior of a rate: as many impressions, of which this share was taken. Taste.
    private static final double PRIOR_SHOWN = 10;

    /// The assumed share of looks that lead to an interaction, before any look. Taste.
    private static final double PRIOR_RATE = 0.1;

    /// The relevance that every item has, so that items without a score are explored, too. Taste.
    private static final double LEAST_RELEVANCE = 0.05;

    private static final double SECONDS_A_DAY = 86_400;

    private final int[] items;
    private final long[] ages;
    private final float[] rates;
    private final float[] deviations;

    private ExplorationPool(int[] items, long[] ages, float[] rates, float[] deviations) {
        this.items = items;
        this.ages = ages;
        this.rates = rates;
        this.deviations = deviations;
    }

    /// Returns the pool of the items.
    ///
    /// @param users the number of users of each item
    static ExplorationPool of(ItemTable table, InteractionLog log, int[] users) {
        long newest = Arrays.stream(log.times()).max().orElse(0);
        var created = table.createdAt().clone();
        var oldest = new long[created.length];
        Arrays.fill(oldest, newest);
        for (int at = 0; at < log.size(); at++) {
            int item = log.items()[at];
            oldest[item] = Math.min(oldest[item], log.times()[at]);
        }
        var age = new long[created.length];
        for (int item = 0; item < age.length; item++) {
            age[item] = newest - (created[item] == ItemTable.UNKNOWN ? oldest[item] : created[item]);
        }
        var order = IntStream.range(0, age.length)
                .filter(item -> users[item] < KNOWN)
                .boxed()
                .sorted((a, b) -> age[a] == age[b] ? Integer.compare(a, b) : Long.compare(age[a], age[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        var ages = new long[order.length];
        var rates = new float[order.length];
        var deviations = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            ages[i] = age[order[i]];
            long shown = table.shown().length == 0 ? 0 : table.shown()[order[i]];
            double seen = shown == 0 ? users[order[i]] / PRIOR_RATE : Math.max(shown, users[order[i]]);
            double all = PRIOR_SHOWN + seen;
            double rate = (PRIOR_RATE * PRIOR_SHOWN + users[order[i]]) / all;
            rates[i] = (float) rate;
            deviations[i] = (float) Math.sqrt(rate * (1 - rate) / (all + 1));
        }
        return new ExplorationPool(order, ages, rates, deviations);
    }

    void write(SectionWriter file) throws IOException {
        file.ints("newcomers.items", items);
        file.longs("newcomers.ages", ages);
        file.floats("newcomers.rates", rates);
        file.floats("newcomers.deviations", deviations);
    }

    static ExplorationPool read(SectionFile file) {
        return new ExplorationPool(
                file.ints("newcomers.items"),
                file.longs("newcomers.ages"),
                file.floats("newcomers.rates"),
                file.floats("newcomers.deviations"));
    }

    /// Draws up to `count` items, the best first.
    ///
    /// @param cutOffDays older items are not drawn
    /// @param isWanted whether an item may be drawn
    /// @param relevance of some items; below 0 counts as 0
    int[] draw(
            int count,
            double cutOffDays,
            IntPredicate isWanted,
            Function<int[], float[]> relevance,
            SplittableRandom random) {
        int young = young(cutOffDays);
        var candidates = new int[Math.min(young, DRAWS)];
        var shares = new double[candidates.length];
        int first = young == 0 ? 0 : random.nextInt(young);
        int looks = Math.min(young, LOOKS);
        int step = step(young);
        int drawn = 0;
        int place = first;
        for (int i = 0; i < looks && drawn < DRAWS; i++) {
            if (isWanted.test(items[place])) {
                candidates[drawn] = items[place];
                shares[drawn++] = rates[place] + deviations[place] * random.nextGaussian();
            }
            place += place < young - step ? step : step - young;
        }
        candidates = Arrays.copyOf(candidates, drawn);
        var relevances = relevance.apply(candidates);
        var top = new TopK(Math.min(count, drawn));
        for (int i = 0; i < drawn; i++) {
            double worth = Math.max(0, shares[i]) * (LEAST_RELEVANCE + Math.max(0, relevances[i]));
            top.offer(candidates[i], (float) worth);
        }
        var best = new int[top.size()];
        top.drain(best, new float[best.length]);
        return best;
    }

    /// Returns the distance of the places that are visited: coprime to the number of items, so that each is
    /// visited once, and near the golden ratio, so that they spread evenly.
    private static int step(int young) {
        int step = Math.max(1, (int) (young * 0.618));
        while (greatestCommonDivisor(step, young) != 1) {
            step--;
        }
        return step;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private int young(double cutOffDays) {
        int from = 0;
        int to = ages.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ages[middle] <= cutOffDays * SECONDS_A_DAY) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
