package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {

    /// The check values of the CRC catalogue, and of RFC 1321 and FIPS 180-4 for the digests.
    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "MD5, 25f9e794323b453885f5181f1b624d0b",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void theCheckValueIsTheOnePublished(ChecksumAlgorithm algorithm, String expected) {
        assertThat(HexFormat.of().formatHex(algorithm.of("123456789".getBytes(US_ASCII))))
                .isEqualTo(expected);
    }

    @Test
    void crc64InStepsOfEightBytesAgreesWithItsBitwiseDefinition() {
        var bytes = new byte[100];
        new Random(3).nextBytes(bytes);
        for (int from = 0; from < 9; from++) {
            for (int length = 0; length < 80; length++) {
                var checksum = new Crc64Nvme();
                checksum.update(bytes, from, length);

                assertThat(checksum.getValue()).isEqualTo(bitwise(bytes, from, length));
            }
        }
    }

    private static long bitwise(byte[] bytes, int from, int length) {
        long crc = -1L;
        for (int i = from; i < from + length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x9a6c9329ac4bc9b5L;
            }
        }
        return ~crc;
    }
}
