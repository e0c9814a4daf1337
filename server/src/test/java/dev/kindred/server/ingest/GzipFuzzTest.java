package dev.kindred.server.ingest;

import dev.kindred.server.fuzz.Fuzzer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Gzip files with changed bytes.
class GzipFuzzTest {

    private static final int FILES = 40_000;

    @Test
    void everyFileIsUnpackedOrRefused() {
        Fuzzer.run("gzip", FILES, List.of(GzipInput.DamagedException.class), random -> {
            byte[] file = damaged(random);
            try (var in = GzipInput.open(new ByteArrayInputStream(file))) {
                in.transferTo(ByteArrayOutputStream.nullOutputStream());
            }
        });
    }

    private static byte[] damaged(Random random) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int member = random.nextInt(3); member >= 0; member--) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write("USER_ID,ITEM_ID\nu1,i1\n"
                        .repeat(random.nextInt(20))
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
        byte[] file = bytes.toByteArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }
}
