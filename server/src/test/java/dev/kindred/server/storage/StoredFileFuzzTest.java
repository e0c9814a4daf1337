package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileBytes;
import dev.kindred.server.fuzz.HostileText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of the store that were changed: the records of buckets, objects and uploads, logs and their lengths. Half of
/// them have the right checksum.
class StoredFileFuzzTest {

    private static final int RECORDS = 25_000;
    private static final int LOGS = 20_000;
    private static final Instant TIME = Instant.parse("2026-12-01T04:35:00Z");

    @TempDir
    Path folder;

    @Test
    void everyRecordIsReadOrFoundDamaged() {
        var file = folder.resolve("record.json");
        var object = new ObjectRecord(
                new ObjectSummary("a/key", 12, "0a1b", TIME),
                Map.of("content-type", "text/csv"),
                Map.of(ChecksumAlgorithm.CRC32, "AAAAAA=="),
                Map.of("tagging", "<Tagging/>"),
                List.of(new ObjectRecord.Part(1, 12, Map.of())));
        var upload = new MultipartUploads.Upload(
                "0".repeat(32), new S3Location("data", "key"), Map.of("a", "b"), Map.of(), null, true, TIME);
        var part = new MultipartUploads.Part(1, "0a1b", 12, TIME, Map.of(ChecksumAlgorithm.CRC32C, "AAAAAA=="));
        var genuine = List.<Record>of(
                new Sidecar("data", object), upload, part, new LocalBucket.Birth(TIME, "us-east-1", "000000000000"));

        Fuzzer.run("record", RECORDS, List.of(DamagedRecordException.class), random -> {
            var written = genuine.get(random.nextInt(genuine.size()));
            Files.write(file, changedRecord(JsonFile.encode(written), random));
            JsonFile.findDamage(file);
            assertThat(JsonFile.read(file, written.getClass()).toString()).isNotEmpty();
        });
    }

    /// Changes bytes or values of a record.
    private static byte[] changedRecord(byte[] record, Random random) {
        if (random.nextInt(500) == 0) {
            return "null".getBytes(US_ASCII);
        }
        byte[] changed = random.nextBoolean()
                ? HostileBytes.damaged(record, random)
                : withOtherValue(new String(record, UTF_8), random).getBytes(UTF_8);
        return random.nextBoolean() ? changed : withChecksum(changed);
    }

    private static String withOtherValue(String json, Random random) {
        var hostile = new HostileText(random);
        var values = json.split("(?<=[:,])|(?=[,\\]}])", -1);
        values[random.nextInt(values.length)] = hostile.pick(
                List.of("null", "-1", "1e400", "\"\"", "{}", "[]", "[null]", "{\"a\":null}", "\"../x\"", "true"));
        return String.join("", values);
    }

    private static byte[] withChecksum(byte[] file) {
        var text = new String(file, ISO_8859_1);
        int at = text.lastIndexOf(",\"crc32c\"");
        if (at < 0) {
            return file;
        }
        var crc = new CRC32C();
        crc.update(file, 0, at);
        return (text.substring(0, at) + ",\"crc32c\":\"%08x\"}".formatted((int) crc.getValue())).getBytes(ISO_8859_1);
    }

    @Test
    void everyPartOfALogIsReadUpToItsFirstDamage() throws IOException {
        var file = folder.resolve("00000001.log");
        var frames = LogFrames.encode(List.of("first".getBytes(US_ASCII), new byte[300], "last".getBytes(US_ASCII)));
        var genuine = ByteBuffer.allocate(LogFrames.HEADER + frames.remaining())
                .put(LogFrames.header(1))
                .put(frames)
                .array();

        Fuzzer.run("log", LOGS, List.of(IOException.class), random -> {
            byte[] changed = HostileBytes.damaged(genuine, random);
            Files.write(file, random.nextBoolean() ? changed : withFrameChecksums(changed));
            long length = Files.size(file);
            if (LogFrames.hasHeader(1, file)) {
                assertThat(LogFrames.extent(1, file).bytes()).isBetween((long) LogFrames.HEADER, length);
            }
        });
    }

    private static byte[] withFrameChecksums(byte[] log) {
        var buffer = ByteBuffer.wrap(log);
        for (int at = LogFrames.HEADER; at + LogFrames.FRAME_HEADER < log.length; ) {
            int size = buffer.getInt(at);
            if (size <= 0 || size > log.length - at - LogFrames.FRAME_HEADER) {
                break;
            }
            var crc = new CRC32C();
            crc.update(log, at + LogFrames.FRAME_HEADER, size);
            buffer.putInt(at + Integer.BYTES, (int) crc.getValue());
            at += LogFrames.FRAME_HEADER + size;
        }
        return log;
    }

    @Test
    void everyFileOfLengthsIsReadOrUnknown() throws IOException {
        var file = folder.resolve("log.extents");
        try (var extents = LogExtents.open(file)) {
            extents.set(1, new LogExtents.Extent(100, 3), false);
            extents.set(2, new LogExtents.Extent(50, 1), false);
        }
        var genuine = Files.readAllBytes(file);

        Fuzzer.run("extents", LOGS, List.of(), random -> {
            byte[] changed = HostileBytes.damaged(genuine, random);
            Files.write(file, random.nextBoolean() ? changed : withSlotChecksums(changed));
            assertThat(LogExtents.partsIn(file)).hasSizeLessThan(30);
        });
    }

    private static byte[] withSlotChecksums(byte[] extents) {
        for (int slot = 0; slot + 512 <= extents.length; slot += 512) {
            int end = 24 + 20 * Math.clamp(ByteBuffer.wrap(extents).getInt(slot + 20), 0, 24);
            var crc = new CRC32C();
            crc.update(extents, slot, end);
            ByteBuffer.wrap(extents).putInt(slot + end, (int) crc.getValue());
        }
        return extents;
    }

    @Test
    void everyDamagedLogOpensAndTakesFrames() throws IOException {
        var log = folder.resolve("log");
        Fuzzer.run("damaged-log", 150, List.of(), random -> {
            try (var written = PartedLog.open(log, 0)) {
                written.append(List.of("first".getBytes(US_ASCII)));
                written.roll();
                written.append(List.of(new byte[300], "last".getBytes(US_ASCII)));
            }
            for (var file : List.of(
                    log.resolve("00000001.log"), log.resolve("00000002.log"), log.resolveSibling("log.extents"))) {
                byte[] changed = random.nextInt(3) == 0
                        ? Files.readAllBytes(file)
                        : HostileBytes.damaged(Files.readAllBytes(file), random);
                Files.write(
                        file,
                        file.toString().endsWith(".log") ? withFrameChecksums(changed) : withSlotChecksums(changed));
            }
            try (var damaged = open(log)) {
                if (damaged == null) {
                    return;
                }
                damaged.append(List.of("next".getBytes(US_ASCII)));
                var last = new byte[1][];
                damaged.read(0, damaged.lastPart(), (_, content) -> {
                    last[0] = Arrays.copyOf(new byte[0], content.remaining());
                    content.get(last[0]);
                });
                assertThat(last[0]).asString().isEqualTo("next");
            } finally {
                PartedLog.delete(log);
            }
        });
    }

    /// Opens a log, unless the damage makes it a log of a newer version.
    private static @Nullable PartedLog open(Path log) throws IOException {
        try {
            return PartedLog.open(log, 0);
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("was written by a newer version of Kindred");
            return null;
        }
    }
}
