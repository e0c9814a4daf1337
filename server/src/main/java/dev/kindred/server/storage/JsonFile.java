package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The format of small JSON files: one object whose last member is the CRC-32C of all bytes before that member, as in
/// `{"version":1,"documents":{},"crc32c":"0a1b2c3d"}`. Files of versions without the checksum lack the member; they are
/// read without verification.
final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CHECKSUM = Pattern.compile(",\"crc32c\":\"([0-9a-f]{8})\"}");
    private static final int CHECKSUM_LENGTH = ",\"crc32c\":\"01234567\"}".length();

    private JsonFile() {}

    /// Returns the content of a file with this record, which must have components.
    static byte[] encode(Record content) {
        byte[] json = JSON.writeValueAsBytes(content);
        byte[] checksum = ",\"crc32c\":\"%08x\"}"
                .formatted(checksum(json, json.length - 1))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(json, json.length - 1 + checksum.length);
        System.arraycopy(checksum, 0, file, json.length - 1, checksum.length);
        return file;
    }

    /// Reads a file.
    ///
    /// @throws DamagedRecordException if it is missing, unreadable or damaged
    static <T extends Record> T read(Path file, Class<T> type) throws DamagedRecordException {
        try {
            byte[] content = Files.readAllBytes(file);
            if (!isWhole(content)) {
                throw new DamagedRecordException(file, "its checksum is wrong", null);
            }
            T read = JSON.readValue(content, type);
            if (read == null) {
                throw new DamagedRecordException(file, "it has no content", null);
            }
            return read;
        } catch (DamagedRecordException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new DamagedRecordException(file, "it does not exist", e);
        } catch (IOException e) {
            throw new DamagedRecordException(file, "it cannot be read", e);
        } catch (JacksonException e) {
            throw new DamagedRecordException(file, "its content is not valid", e);
        }
    }

    /// Returns the damage of a file, whatever its record is; nothing if it is JSON with the right checksum.
    static Optional<String> findDamage(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            JSON.readTree(content);
            return isWhole(content) ? Optional.empty() : Optional.of("its checksum is wrong");
        } catch (IOException e) {
            return Optional.of("it cannot be read");
        } catch (JacksonException e) {
            return Optional.of("its content is not valid");
        }
    }

    private static boolean isWhole(byte[] content) {
        int end = content.length - CHECKSUM_LENGTH;
        if (end < 0) {
            return true; // too short for a checksum: the parser decides
        }
        var member = CHECKSUM.matcher(new String(content, end, CHECKSUM_LENGTH, StandardCharsets.ISO_8859_1));
        return !member.matches() || Integer.parseUnsignedInt(member.group(1), 16) == checksum(content, end);
    }

    private static int checksum(byte[] content, int length) {
        var crc = new CRC32C();
        crc.update(content, 0, length);
        return (int) crc.getValue();
    }
}
