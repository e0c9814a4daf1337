package dev.kindred.server.text;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.text.TextVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Vectors of texts in a memory-mapped [SectionFile] of the kind `TEXTS`, version 1: [TextVectors] in ascending
/// order of their keys, each compared as two signed longs.
record VectorFile(String name, TextVectors vectors) {

    private static final String KIND = "TEXTS";
    private static final int VERSION = 1;
    private static final Pattern NUMBERED = Pattern.compile(".*/texts-(\\d{1,9})\\.kindred");

    /// A row of a file.
    record Row(VectorFile file, int row, TextKey key) {
        static final Comparator<Row> ORDER = Comparator.comparing(Row::key, TextKey.ORDER);
    }

    static String name(String folder, int number) {
        return "%s/texts-%d.kindred".formatted(folder, number);
    }

    /// Returns the number in the name of a vector file, or 0 for any other file.
    static int numberOf(String name) {
        var matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    static VectorFile open(Path path, String name, int dimension) throws IOException {
        return SectionFile.read(path, KIND, VERSION, file -> new VectorFile(name, TextVectors.read(file, dimension)));
    }

    static void write(Path path, TextVectors vectors, int count) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            vectors.first(count).write(file);
            file.finish();
        }
    }

    /// Returns the row of a text, or -1 if the file does not contain it.
    int find(TextKey key) {
        int low = 0;
        int high = vectors.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = TextKey.ORDER.compare(TextKey.read(vectors.keys(), middle), key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    static Row require(List<VectorFile> files, TextKey key) {
        for (var file : files) {
            int row = file.find(key);
            if (row >= 0) {
                return new Row(file, row, key);
            }
        }
        throw new IllegalStateException("the vector of an encoded text is in no file");
    }

    List<Row> all() {
        var rows = new ArrayList<Row>(vectors.size());
        for (int row = 0; row < vectors.size(); row++) {
            rows.add(new Row(this, row, TextKey.read(vectors.keys(), row)));
        }
        return rows;
    }
}
