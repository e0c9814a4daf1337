package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at random moments of mixed writes and of starts, and then a comparison of what the server holds with what
/// its clients were told. Each campaign has a seed; writers run beside each other, so a seed repeats the calls, and
/// not their order.
///
/// Slow: a server starts for each kill.
class CrashCampaignTest {

    private static final int KILLS = 15;
    private static final int NIGHTLY_KILLS = 50;
    private static final int NIGHTLY_CAMPAIGNS = 40;
    private static final int BETWEEN_RESTS = 10;
    private static final int MOST_CALLS = 120;
    private static final int LONGEST_START_MILLIS = 900;

    @TempDir
    private static Path folder;

    private static CampaignWorld world;

    @BeforeAll
    static void createWorld() throws IOException {
        world = CampaignWorld.create(folder.resolve("world"));
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        campaigns(KILLS, List.of(1L, 2L));
    }

    @Test
    @Tag("nightly")
    void nothingAcknowledgedIsLostInManyMoreCampaigns() throws Exception {
        campaigns(
                NIGHTLY_KILLS,
                IntStream.range(0, NIGHTLY_CAMPAIGNS).mapToObj(i -> 1_000L + i).toList());
    }

    /// Two campaigns run at once.
    private static void campaigns(int kills, List<Long> seeds) throws Exception {
        try (var executor = Executors.newFixedThreadPool(2)) {
            var running = seeds.stream()
                    .map(seed -> executor.submit((Callable<CampaignState>) () -> campaign(seed, kills)))
                    .toList();
            var totals = new TreeMap<String, Integer>();
            for (var each : running) {
                each.get().counts.forEach((what, count) -> totals.merge(what, count.get(), Integer::sum));
            }
            System.out.println("crash campaign: " + totals);
            assertThat(totals.get("kills")).isEqualTo(kills * seeds.size());
        }
    }

    private static CampaignState campaign(long seed, int kills) throws Exception {
        var random = new Random(seed);
        var data = folder.resolve("campaign-" + seed);
        copy(folder.resolve("world"), data);
        var state = new CampaignState();
        while (state.counted("kills") < kills) {
            if (random.nextInt(3) == 0) {
                killAtStart(data, random);
                state.count("kills");
                continue;
            }
            try (var server = PackagedServer.start(data, CampaignWorld.JAVA, CampaignWorld.FLAGS)) {
                check(server, state, state.counted("kills") % BETWEEN_RESTS == BETWEEN_RESTS - 1);
                requireNoViolation(seed, state);
                try (var writers = new CampaignWriters(world, state, server, random, 1 + random.nextInt(MOST_CALLS))) {
                    writers.awaitEnough();
                    server.kill();
                }
                state.count("kills");
            }
        }
        try (var server = PackagedServer.start(data, CampaignWorld.JAVA, CampaignWorld.FLAGS)) {
            check(server, state, true);
        }
        requireNoViolation(seed, state);
        requireWhole(seed, data);
        return state;
    }

    private static void check(PackagedServer server, CampaignState state, boolean atRest) {
        try (var checks = new CampaignChecks(world, state, server)) {
            checks.checkAtOnce();
            if (atRest) {
                checks.checkAtRest();
                state.count("checks at rest");
            }
        }
    }

    /// Kills the server at a random moment of its start, of which recovery is a part.
    private static void killAtStart(Path data, Random random) throws IOException, InterruptedException {
        var process = command("serve", data, "--port", "0").start(data.resolveSibling(data.getFileName() + ".log"));
        process.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static void requireNoViolation(long seed, CampaignState state) {
        assertThat(state.violations)
                .as("campaign of seed %d after %d kills; counts: %s", seed, state.counted("kills"), state.counts)
                .isEmpty();
    }

    /// `kindred verify` finds every checksum and every reference in order.
    private static void requireWhole(long seed, Path data) throws IOException, InterruptedException {
        var process = command("verify", data).start(data.resolveSibling(data.getFileName() + ".log"));
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("verify after campaign %d: %s", seed, output)
                .isZero();
    }

    private static ServerCommand command(String name, Path data, String... flags) {
        var arguments = new ArrayList<>(List.of(name, "--data-dir", data.toString()));
        arguments.addAll(List.of(flags));
        return new ServerCommand(
                Stream.concat(PackagedServer.CLASS_ARCHIVE.stream(), CampaignWorld.JAVA.stream())
                        .toList(),
                arguments,
                Map.of());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
