package dev.kindred.server.storage;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// Bytes that are complete and forced to disk, but not yet an object. The closing removes them unless they were
/// published.
public final class StagedObject implements AutoCloseable {

    private final StagingArea area;
    private final String id;
    private final long size;
    private final Map<ChecksumAlgorithm, String> digests;

    StagedObject(StagingArea area, String id, long size, Map<ChecksumAlgorithm, String> digests) {
        this.area = area;
        this.id = id;
        this.size = size;
        this.digests = Map.copyOf(digests);
    }

    /// Returns the number of bytes.
    public long size() {
        return size;
    }

    /// Returns the requested checksums, in base64.
    public Map<ChecksumAlgorithm, String> digests() {
        return digests;
    }

    /// Returns the MD5 in hexadecimal, the ETag of an object of one request. MD5 must be among the requested
    /// checksums.
    public String etag() {
        String md5 = digests.get(ChecksumAlgorithm.MD5);
        if (md5 == null) {
            throw new IllegalStateException("staged without MD5");
        }
        return HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
    }

    Path data() {
        return area.data(id);
    }

    Path note() {
        return area.note(id);
    }

    @Override
    public void close() {
        area.discard(this);
    }
}
