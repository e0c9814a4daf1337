package dev.kindred.benchmarks;

import dev.kindred.engine.data.InteractionMatrix;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/// Files with a header and lines `user,item`, numbered from 0.
final class PairsFile {

    private static final int BUFFER = 1 << 16;
    private static final int TASTES = 50;

    private PairsFile() {}

    /// Reads a file as one key per line, with the user in the upper half and the item in the lower, ascending.
    static long[] read(Path file) throws IOException {
        var pairs = new long[1 << 20];
        int count = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            skipLine(in);
            long user = number(in);
            while (user >= 0) {
                if (count == pairs.length) {
                    pairs = Arrays.copyOf(pairs, count + (count >> 1));
                }
                pairs[count++] = user << 32 | number(in);
                user = number(in);
            }
        }
        pairs = Arrays.copyOf(pairs, count);
        Arrays.sort(pairs);
        return pairs;
    }

    private static void skipLine(InputStream in) throws IOException {
        int next = in.read();
        while (next >= 0 && next != '\n') {
            next = in.read();
        }
    }

    /// Returns the number up to the next comma or end of line, or -1 at the end of the file.
    private static long number(InputStream in) throws IOException {
        int next = in.read();
        long number = next < 0 ? -1 : 0;
        while (next >= 0 && next != ',' && next != '\n') {
            if (next != '\r') {
                number = 10 * number + next - '0';
            }
            next = in.read();
        }
        return number;
    }

    /// Returns the matrix of ascending pairs.
    static InteractionMatrix matrix(long[] pairs, int users, int items) {
        var offsets = new int[users + 1];
        var columns = new int[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            offsets[(int) (pairs[i] >>> 32) + 1]++;
            columns[i] = (int) pairs[i];
        }
        for (int user = 0; user < users; user++) {
            offsets[user + 1] += offsets[user];
        }
        return new InteractionMatrix(items, offsets, columns, new float[0]);
    }

    /// Writes about `count` pairs: few users have many items, few items have many users, and two in three of a
    /// user's items belong to the user's cluster.
    static void generate(Path file, int users, int items, int count, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            out.write("user,item\n".getBytes(StandardCharsets.US_ASCII));
            var taken = new BitSet(items);
            for (int user = 0; user < users; user++) {
                double share = 0.4 * Math.pow(1 - random.nextDouble(), -0.6); // a power law with mean 1
                int wanted = (int) Math.clamp(share * count / users, 1, items / 4.0);
                int taste = random.nextInt(TASTES);
                taken.clear();
                for (int tries = 0; taken.cardinality() < wanted && tries < 4 * wanted; tries++) {
                    taken.set(item(random, items, taste));
                }
                for (int item = taken.nextSetBit(0); item >= 0; item = taken.nextSetBit(item + 1)) {
                    out.write((user + "," + item + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static int item(SplittableRandom random, int items, int taste) {
        double place = Math.pow(random.nextDouble(), 2.2); // item numbers are ranks by popularity
        if (random.nextInt(3) > 0) {
            int itemsOfTaste = items / TASTES;
            int placeInTaste = (int) (place * itemsOfTaste);
            return placeInTaste * TASTES + taste;
        }
        return (int) (place * items);
    }
}
