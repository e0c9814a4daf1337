package dev.kindred.server.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Detects, by their first bytes, files that are not CSV in UTF-8.
final class FileFormat {

    private static final int ANY = -1;

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Magic(String message, int... bytes) {

        boolean begins(byte[] file, int length) {
            for (int i = 0; i < bytes.length; i++) {
                if (i >= length || (bytes[i] != ANY && bytes[i] != (file[i] & 0xFF))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Magic> OTHERS = List.of(
            new Magic("The file is gzip: give it a name that ends in .csv.gz.", 0x1F, 0x8B),
            new Magic("The file is not UTF-8 but UTF-16: save it as UTF-8.", 0xFF, 0xFE),
            new Magic("The file is not UTF-8 but UTF-16: save it as UTF-8.", 0xFE, 0xFF),
            packed("zip archive or a spreadsheet", 'P', 'K', 3, 4),
            packed("bzip2 file", 'B', 'Z', 'h', ANY, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59),
            packed("Zstandard file", 0x28, 0xB5, 0x2F, 0xFD),
            packed("xz file", 0xFD, '7', 'z', 'X', 'Z', 0),
            packed("LZ4 file", 0x04, 0x22, 0x4D, 0x18),
            packed("Snappy file", 0xFF, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'),
            packed("Parquet file", 'P', 'A', 'R', '1', 0x15),
            packed("Avro file", 'O', 'b', 'j', 1));

    private FileFormat() {}

    private static Magic packed(String name, int... bytes) {
        return new Magic(
                "The file is a %s: an import reads CSV, plain or compressed with gzip.".formatted(name), bytes);
    }

    /// Returns why a file that begins with the first `length` bytes is not CSV, or null.
    static @Nullable String problem(byte[] bytes, int length) {
        return OTHERS.stream()
                .filter(other -> other.begins(bytes, length))
                .map(Magic::message)
                .findFirst()
                .orElse(null);
    }
}
