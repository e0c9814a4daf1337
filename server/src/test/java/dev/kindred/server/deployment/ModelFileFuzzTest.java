package dev.kindred.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.segment.SegmentModel;
import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Model files that were changed, most of them with the right checksum.
class ModelFileFuzzTest {

    private static final int FILES = 10_000;
    private static final int USERS = 60;
    private static final int ITEMS = 20;

    @TempDir
    Path folder;

    @Test
    void everyFileIsOpenedOrCorrupt() throws IOException {
        var genuine = models();
        var file = folder.resolve("changed.kindred");

        Fuzzer.run("model", FILES, List.of(CorruptFileException.class), random -> {
            byte[] model = HostileBytes.damaged(genuine.get(random.nextInt(genuine.size())), random);
            Files.write(file, random.nextInt(4) == 0 ? model : withChecksum(model));
            if (SectionFile.kindOf(file).equals(SegmentModel.KIND)) {
                assertThat(SegmentModel.open(file).items().size()).isNotNegative();
            } else {
                assertThat(Models.open(file).items().size()).isNotNegative();
            }
        });
    }

    private static byte[] withChecksum(byte[] file) {
        if (file.length < Integer.BYTES) {
            return file;
        }
        var crc = new CRC32C();
        crc.update(file, 0, file.length - Integer.BYTES);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - Integer.BYTES, (int) crc.getValue());
        return file;
    }

    private List<byte[]> models() throws IOException {
        var recipes = List.of(
                new Recipe.PopularityCount(),
                new Recipe.TrendingNow(Duration.ofDays(1)),
                new Recipe.SimilarItems(0.5, 8, 8),
                new Recipe.Personalization(8, true, Recipe.Percentiles.ALL, null),
                new Recipe.SequencePersonalization(true),
                new Recipe.ItemAffinity(8));
        var files = new ArrayList<byte[]>();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var context = new TrainingContext(new Workers(pool, 2), 1, TrainingContext.Watch.NONE);
            for (var recipe : recipes) {
                var file = folder.resolve(files.size() + ".kindred");
                Trainer.train(recipe, set(), context).stored().write(file);
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static TrainingSet set() {
        var random = new Random(1);
        var offsets = IntStream.rangeClosed(0, USERS).map(user -> user * 8).toArray();
        var items = random.ints(USERS * 8L, 0, ITEMS).toArray();
        var times =
                IntStream.range(0, items.length).mapToLong(at -> at * 3_600L).toArray();
        var ids = IdIndex.of(
                IntStream.range(0, ITEMS).mapToObj(item -> "item-" + item).toList());
        var genre = new Feature.Categorical(
                "GENRE",
                new String[] {"a", "b"},
                IntStream.rangeClosed(0, ITEMS).toArray(),
                IntStream.range(0, ITEMS).map(item -> item % 2).toArray());
        var bare = ItemTable.bare(ids);
        return new TrainingSet(
                InteractionLog.unweighted(ITEMS, offsets, items, times),
                new ItemTable(ids, bare.createdAt(), List.of(genre), bare.shown()),
                UserTable.bare(USERS));
    }
}
