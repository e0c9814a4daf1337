package dev.kindred.server.text;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.text.TextEncoder;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.storage.DerivedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The vectors of the texts of all dataset groups, cached in derived files. A text is encoded once for any
/// number of trainings, and an interrupted run keeps its finished vectors. The files contain no texts.
///
/// Each run adds files to a dataset group. When there are more than a few, they are merged. The merge drops the
/// vectors of texts that no longer exist if most vectors are of such texts.
public final class TextEmbeddings {

    private static final System.Logger LOG = System.getLogger(TextEmbeddings.class.getName());

    /// The texts between two reports of progress. Taste.
    private static final int READ_AT_ONCE = 64;

    /// The minimum number of new texts in a file and the maximum number of files, which bound the cost of a
    /// lookup. Taste.
    private static final int FEWEST_IN_A_FILE = 2_048;
    private static final int MOST_FILES = 8;

    private final DerivedFiles files;
    private final TextEncoder encoder;
    private final ConcurrentHashMap<Arn, ReentrantLock> locks = new ConcurrentHashMap<>();

    public TextEmbeddings(DerivedFiles files, TextEncoder encoder) {
        this.files = files;
        this.encoder = encoder;
    }

    /// The encoder of the texts.
    public TextEncoder encoder() {
        return encoder;
    }

    /// Returns the vectors of all texts of a group, one row each. Missing vectors are computed, about a hundred
    /// per second. Cached vectors of other texts may be removed.
    ///
    /// @param texts null or blank for an item without a text
    /// @throws IOException if the files cannot be written
    /// @throws java.io.UncheckedIOException if a text must be encoded and the model cannot be loaded
    /// @throws CancellationException if the context's watch or an interrupt cancels it; most finished vectors
    /// are kept
    public TextVectors of(Arn datasetGroup, List<@Nullable String> texts, TrainingContext context) throws IOException {
        return of(datasetGroup, texts, true, context);
    }

    /// Returns the vectors of some of a group's texts. Cached vectors of other texts are kept.
    ///
    /// @throws IOException if the files cannot be written
    /// @throws java.io.UncheckedIOException as above
    /// @throws CancellationException as above
    public TextVectors ofSome(Arn datasetGroup, List<@Nullable String> texts, TrainingContext context)
            throws IOException {
        return of(datasetGroup, texts, false, context);
    }

    private TextVectors of(Arn datasetGroup, List<@Nullable String> texts, boolean areAll, TrainingContext context)
            throws IOException {
        var lock = locks.computeIfAbsent(datasetGroup, _ -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        try {
            return new Reading(folderOf(datasetGroup), texts, areAll, context).vectors();
        } finally {
            lock.unlock();
        }
    }

    /// Removes the vectors of a deleted dataset group.
    public void drop(Arn datasetGroup) {
        try {
            files.removeFolder(folderOf(datasetGroup));
        } catch (IOException e) {
            LOG.log(WARNING, "The vectors of the texts of " + datasetGroup + " could not be removed", e);
        }
    }

    private static String folderOf(Arn datasetGroup) {
        return String.join("/", datasetGroup.account(), datasetGroup.region(), datasetGroup.rest());
    }

    /// One pass over the texts of a group.
    private final class Reading {

        private final String folder;
        private final List<@Nullable String> texts;
        private final boolean areAll;
        private final TrainingContext context;
        private final TextVectors vectors;
        private final List<VectorFile> known = new ArrayList<>();
        private int next = 1;

        Reading(String folder, List<@Nullable String> texts, boolean areAll, TrainingContext context)
                throws IOException {
            this.folder = folder;
            this.texts = texts;
            this.areAll = areAll;
            this.context = context;
            this.vectors = TextVectors.empty(texts.size(), encoder.dimension());
            for (var name : files.namesIn(folder)) {
                open(name);
            }
        }

        private void open(String name) throws IOException {
            int number = VectorFile.numberOf(name);
            if (number == 0) {
                return;
            }
            next = Math.max(next, number + 1);
            var path = files.find(name);
            if (path.isEmpty()) {
                return;
            }
            try {
                known.add(VectorFile.open(path.get(), name, encoder.dimension()));
            } catch (CorruptFileException e) {
                LOG.log(WARNING, "Texts are encoded again: {0}", e.getMessage());
                files.remove(name);
            }
        }

        TextVectors vectors() throws IOException {
            var keys = new TextKey[texts.size()];
            var missing = new ArrayList<TextKey>();
            for (int item = 0; item < keys.length; item++) {
                var text = texts.get(item);
                if (text == null || text.isBlank()) {
                    continue;
                }
                keys[item] = TextKey.of(encoder.name(), text, item);
                if (!find(keys[item], item)) {
                    missing.add(keys[item]);
                }
            }
            if (!missing.isEmpty()) {
                read(missing);
            }
            if (known.size() > MOST_FILES) {
                joinFiles(keys);
            }
            return vectors;
        }

        private boolean find(TextKey key, int item) {
            for (var file : known) {
                int row = file.find(key);
                if (row >= 0) {
                    vectors.copy(file.vectors(), row, item);
                    return true;
                }
            }
            return false;
        }

        /// Encodes each distinct text once.
        private void read(List<TextKey> missing) throws IOException {
            missing.sort(TextKey.ORDER);
            var first = new ArrayList<TextKey>();
            for (var key : missing) {
                if (first.isEmpty() || !first.getLast().isSame(key)) {
                    first.add(key);
                }
            }
            long began = System.nanoTime();
            int done = 0;
            while (done < first.size()) {
                int size = Math.min(first.size() - done, Math.max(FEWEST_IN_A_FILE, knownRows() / 16));
                readInto(first.subList(done, done + size), done, first.size());
                done += size;
            }
            missing.forEach(key -> find(key, key.item()));
            LOG.log(
                    INFO,
                    "{0}: {1} texts encoded in {2} ms",
                    folder,
                    first.size(),
                    (System.nanoTime() - began) / 1_000_000);
        }

        private int knownRows() {
            return known.stream().mapToInt(file -> file.vectors().size()).sum();
        }

        /// @param done the number of texts out of `all` that were encoded before
        private void readInto(List<TextKey> keys, int done, int all) throws IOException {
            var read = TextVectors.empty(keys.size(), encoder.dimension());
            int size = 0;
            try {
                while (size < keys.size()) {
                    context.watch().reached("reading texts", (double) (done + size) / all);
                    int from = size;
                    int count = Math.min(READ_AT_ONCE, keys.size() - from);
                    context.workers().forRanges(count, 1, (low, high) -> {
                        for (int i = from + low; i < from + high; i++) {
                            read.set(
                                    i,
                                    encoder.encode(
                                            String.valueOf(texts.get(keys.get(i).item()))));
                        }
                    });
                    size += count;
                }
            } finally {
                if (size > 0) {
                    publish(keys.subList(0, size), read);
                }
            }
        }

        private void publish(List<TextKey> keys, TextVectors rows) throws IOException {
            for (int row = 0; row < keys.size(); row++) {
                keys.get(row).write(rows.keys(), row);
            }
            var name = VectorFile.name(folder, next++);
            var scratch = files.scratch();
            try {
                var draft = scratch.resolve("vectors");
                VectorFile.write(draft, rows, keys.size());
                known.add(VectorFile.open(files.publish(draft, name), name, encoder.dimension()));
            } finally {
                files.discard(scratch);
            }
        }

        private void joinFiles(TextKey[] used) throws IOException {
            var all = new ArrayList<TextKey>();
            Arrays.stream(used).forEach(key -> {
                if (key != null) {
                    all.add(key);
                }
            });
            all.sort(TextKey.ORDER);
            var old = List.copyOf(known);
            int rows = knownRows();
            var kept = new ArrayList<VectorFile.Row>();
            for (int i = 0; i < all.size(); i++) {
                if (i == 0 || !all.get(i).isSame(all.get(i - 1))) {
                    kept.add(VectorFile.require(old, all.get(i)));
                }
            }
            if (!areAll || rows <= 3 * kept.size()) {
                kept.clear(); // solutions may train on different columns: all vectors stay unless most are unused
                old.forEach(file -> kept.addAll(file.all()));
                kept.sort(VectorFile.Row.ORDER);
            }
            var joined = TextVectors.empty(kept.size(), encoder.dimension());
            for (int row = 0; row < kept.size(); row++) {
                joined.copy(kept.get(row).file().vectors(), kept.get(row).row(), row);
            }
            var name = VectorFile.name(folder, next++);
            var scratch = files.scratch();
            try {
                var draft = scratch.resolve("vectors");
                VectorFile.write(draft, joined, kept.size());
                files.publish(draft, name);
            } finally {
                files.discard(scratch);
            }
            for (var file : old) {
                files.remove(file.name());
            }
        }
    }
}
