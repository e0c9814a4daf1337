package dev.kindred.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;

/// After any damage to a part of a log, the whole frames are there, and the others are counted as lost.
class PartedLogTest {

    private final Path root;
    private int logs;

    PartedLogTest() throws IOException {
        root = Files.createTempDirectory("kindred-test");
    }

    @AfterProperty
    void delete() throws IOException {
        DurableFiles.deleteTree(root);
    }

    enum Damage {
        CUT,
        FLIPPED,
        ZEROED,
        REMOVED,
        FOLDER
    }

    /// Writes frames of these sizes, the second half to another part, and leaves the log as a kill does.
    private Path killed(List<Integer> sizes) throws IOException {
        var folder = root.resolve("log-" + ++logs);
        var log = PartedLog.open(folder, 0);
        for (int i = 0; i < sizes.size(); i++) {
            if (i == sizes.size() / 2) {
                log.roll();
            }
            log.append(List.of(frame(i, sizes.get(i))));
        }
        return folder;
    }

    private static byte[] frame(int number, int size) {
        var content = new byte[size];
        Arrays.fill(content, (byte) number);
        return content;
    }

    private static void damage(Path file, Damage damage, int place) throws IOException {
        var content = Files.readAllBytes(file);
        int at = Math.floorMod(place, content.length);
        Files.delete(file);
        switch (damage) {
            case CUT -> Files.write(file, Arrays.copyOf(content, at));
            case FLIPPED -> {
                content[at] ^= 0x55;
                Files.write(file, content);
            }
            case ZEROED -> Files.write(file, new byte[content.length]);
            case REMOVED -> {}
            case FOLDER -> Files.createDirectory(file);
        }
    }

    private static List<Integer> framesOf(PartedLog log) throws IOException {
        var frames = new ArrayList<Integer>();
        log.read(0, Integer.MAX_VALUE - 1, (_, content) -> frames.add((int) content.get(0)));
        return frames;
    }

    @Property(tries = 300)
    void wholeFramesAreKeptAndTheOthersAreCounted(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 60) Integer> sizes,
            @ForAll Damage damage,
            @ForAll boolean isFirst,
            @ForAll @IntRange(max = 1_000) int place)
            throws IOException {
        var folder = killed(sizes);
        boolean isComplete = isFirst && sizes.size() > 1;
        damage(folder.resolve(isComplete ? "00000001.log" : "%08d.log".formatted(last(folder))), damage, place);

        try (var log = PartedLog.open(folder, 0)) {
            var frames = framesOf(log);
            assertThat(frames).isSorted().doesNotHaveDuplicates();
            assertThat(log.lostFrames()).isEqualTo(sizes.size() - frames.size());
            log.append(List.of(frame(100, 5)));
            assertThat(framesOf(log)).hasSize(frames.size() + 1).endsWith(100);
        }
        try (var log = PartedLog.open(folder, 0)) {
            assertThat(log.lostFrames()).as("a loss is reported once").isZero();
        }
    }

    private static int last(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return (int) files.count();
        }
    }

    @Example
    void aLossOfTheWholeFolderIsNoticed() throws IOException {
        var folder = killed(List.of(10, 20, 30));
        DurableFiles.deleteTree(folder);

        assertThat(PartedLog.hasFrames(folder)).isTrue();
        try (var log = PartedLog.open(folder, 0)) {
            assertThat(log.lostFrames()).isEqualTo(3);
        }
    }

    @Example
    void partsThatAreStoredElsewhereAreNotMissed() throws IOException {
        var folder = killed(List.of(10, 20, 30, 40));
        Files.delete(folder.resolve("00000002.log"));

        try (var log = PartedLog.open(folder, 2)) {
            assertThat(log.lostFrames()).isZero();
            assertThat(framesOf(log)).hasSize(0);
        }
    }

    @Example
    void aTornSlotLeavesTheOtherOne() throws IOException {
        for (int slot = 0; slot < 2; slot++) {
            var folder = killed(List.of(10, 20, 30));
            var extents = folder.resolveSibling(folder.getFileName() + ".extents");
            var content = Files.readAllBytes(extents);
            content[slot * 512 + 30] ^= 1;
            Files.write(extents, content);
            DurableFiles.deleteTree(folder);

            try (var log = PartedLog.open(folder, 0)) {
                assertThat(log.lostFrames()).isBetween(2L, 3L);
            }
        }
    }

    @Example
    void aLogWithoutExtentsOfAnEarlierVersionIsReadAsItIs() throws IOException {
        var folder = killed(List.of(10, 20, 30));
        Files.delete(folder.resolveSibling(folder.getFileName() + ".extents"));

        try (var log = PartedLog.open(folder, 0)) {
            assertThat(log.lostFrames()).isZero();
            assertThat(framesOf(log)).containsExactly(0, 1, 2);
        }
    }

    @Example
    void aLogOfANewerVersionIsRefused() throws IOException {
        var folder = killed(List.of(1));
        var part = folder.resolve("00000001.log");
        var content = Arrays.copyOf(Files.readAllBytes(part), 16);
        content[11] = 2;
        Files.write(part, content);

        assertThatThrownBy(() -> PartedLog.open(folder, 0))
                .hasMessageContaining("00000001.log was written by a newer version of Kindred");
        assertThat(part).hasBinaryContent(content);
    }
}
