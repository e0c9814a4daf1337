package dev.kindred.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.text.TextEncoder;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.storage.DerivedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEmbeddingsTest {

    private static final Arn GROUP = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-group/books");

    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final Counting encoder = new Counting("counting");

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    /// An encoder that derives vectors from hashes of texts, and counts calls.
    private static final class Counting implements TextEncoder {

        private final String name;
        private final AtomicInteger read = new AtomicInteger();

        Counting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int dimension() {
            return 8;
        }

        @Override
        public float[] encode(String text) {
            read.incrementAndGet();
            var random = new SplittableRandom(text.hashCode());
            var vector = new float[8];
            for (int i = 0; i < 8; i++) {
                vector[i] = (float) random.nextDouble() - 0.5f;
            }
            return vector;
        }
    }

    private TextEmbeddings opened(TextEncoder with) {
        return new TextEmbeddings(DerivedFiles.open(folder), with);
    }

    private TrainingContext context(TrainingContext.Watch watch) {
        return new TrainingContext(new Workers(pool, 2), 1, watch);
    }

    private TextVectors of(TextEncoder with, @Nullable String... texts) throws IOException {
        return opened(with).of(GROUP, Arrays.asList(texts), context(TrainingContext.Watch.NONE));
    }

    private static List<Byte> row(TextVectors vectors, int item) {
        var row = new byte[vectors.dimension()];
        vectors.row(item, row);
        return IntStream.range(0, row.length).mapToObj(i -> row[i]).toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void readsATextOnceHoweverOftenItIsAskedFor() throws Exception {
        var first = of(encoder, "a", "b", "a");
        assertThat(encoder.read).hasValue(2);

        var second = of(encoder, "b", "c", "a");

        assertThat(encoder.read).hasValue(3);
        assertThat(row(second, 2)).isEqualTo(row(first, 0)).isEqualTo(row(first, 2));
        assertThat(row(second, 0)).isEqualTo(row(first, 1)).isNotEqualTo(row(first, 0));
    }

    @Test
    void leavesItemsWithoutATextOut() throws Exception {
        var vectors = of(encoder, "a", null, "", " \n", "b");

        assertThat(IntStream.range(0, 5).filter(vectors::has).toArray()).containsExactly(0, 4);
        assertThat(encoder.read).hasValue(2);
    }

    @Test
    void readsAgainWhatAnotherModelRead() throws Exception {
        of(encoder, "a");
        var other = new Counting("another");

        of(other, "a");

        assertThat(other.read).hasValue(1);
    }

    @Test
    void readsAgainWhatADamagedFileHeld() throws Exception {
        var before = of(encoder, "a", "b");
        var file = files().getFirst();
        var bytes = Files.readAllBytes(file);
        bytes[70] ^= 1;
        Files.write(file, bytes);

        var after = of(encoder, "a", "b");

        assertThat(encoder.read).hasValue(4);
        assertThat(row(after, 0)).isEqualTo(row(before, 0));
        of(encoder, "a", "b");
        assertThat(encoder.read).hasValue(4);
    }

    @Test
    void goesOnWhereAReadingBrokeOff() throws Exception {
        var texts = IntStream.range(0, 1_000).mapToObj(i -> "text " + i).toList();

        assertThatThrownBy(() -> opened(encoder).of(GROUP, texts, context((stage, done) -> {
                    if (done >= 0.5) {
                        throw new CancellationException(stage);
                    }
                })))
                .isInstanceOf(CancellationException.class);
        int read = encoder.read.get();
        var vectors = opened(encoder).of(GROUP, texts, context(TrainingContext.Watch.NONE));

        assertThat(read).isBetween(500, 999);
        assertThat(encoder.read).hasValue(1_000);
        assertThat(IntStream.range(0, 1_000).allMatch(vectors::has)).isTrue();
    }

    @Test
    void makesOneFileOfManyAndForgetsWhatMostlyIsOfNoUse() throws Exception {
        var texts = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            texts.add("text " + i);
            of(encoder, texts.toArray(String[]::new));
        }
        assertThat(files().size()).isLessThan(10);
        assertThat(encoder.read).hasValue(20);

        for (int i = 0; i < 10; i++) {
            of(encoder, "alone", "new " + i); // finally there are nine files, and two of 31 texts are requested
        }
        of(encoder, "text 3");

        assertThat(files().size()).isLessThan(10);
        assertThat(encoder.read).hasValue(20 + 11 + 1);
    }

    @Test
    void keepsNoTextOnDisk() throws Exception {
        of(encoder, "a secret sentence");

        for (var file : files()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }

    @Test
    void dropsAGroupThatIsGone() throws Exception {
        of(encoder, "a");

        opened(encoder).drop(GROUP);

        assertThat(files()).isEmpty();
    }

    @Test
    void readingSomeTextsForgetsNoOthers() throws IOException {
        for (int reading = 0; reading < 12; reading++) {
            of(
                    encoder,
                    IntStream.range(0, 10 * (reading + 1))
                            .mapToObj(i -> "text " + i)
                            .toArray(String[]::new));
            opened(encoder).ofSome(GROUP, List.of("some " + reading), context(TrainingContext.Watch.NONE));
        }
        int read = encoder.read.get();

        of(encoder, IntStream.range(0, 120).mapToObj(i -> "text " + i).toArray(String[]::new));

        assertThat(encoder.read.get()).isEqualTo(read).isEqualTo(132);
    }
}
