package dev.kindred.server.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// A checksum of an object's bytes, by S3's names. MD5 is the ETag's.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
/// object integrity</a>
public enum ChecksumAlgorithm {
    MD5,
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256,
    SHA512;

    /// A running checksum.
    interface Running {
        void update(byte[] bytes, int offset, int length);

        byte[] finish();
    }

    /// Returns the algorithm of that name in requests, in any case.
    public static Optional<ChecksumAlgorithm> find(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Returns the header or trailer that carries this checksum; `content-md5` for MD5.
    public String headerName() {
        return this == MD5 ? "content-md5" : "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /// Returns the checksum of `bytes`, without encoding.
    public byte[] of(byte[] bytes) {
        Running running = start();
        running.update(bytes, 0, bytes.length);
        return running.finish();
    }

    Running start() {
        return switch (this) {
            case MD5 -> running(digest("MD5"));
            case SHA1 -> running(digest("SHA-1"));
            case SHA256 -> running(digest("SHA-256"));
            case SHA512 -> running(digest("SHA-512"));
            case CRC32 -> running(new CRC32(), Integer.BYTES);
            case CRC32C -> running(new CRC32C(), Integer.BYTES);
            case CRC64NVME -> running(new Crc64Nvme(), Long.BYTES);
        };
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + name, e);
        }
    }

    private static Running running(MessageDigest digest) {
        return new Running() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] finish() {
                return digest.digest();
            }
        };
    }

    private static Running running(Checksum checksum, int width) {
        return new Running() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                checksum.update(bytes, offset, length);
            }

            @Override
            public byte[] finish() {
                byte[] wide = ByteBuffer.allocate(Long.BYTES)
                        .putLong(checksum.getValue())
                        .array();
                return Arrays.copyOfRange(wide, Long.BYTES - width, Long.BYTES);
            }
        };
    }
}
