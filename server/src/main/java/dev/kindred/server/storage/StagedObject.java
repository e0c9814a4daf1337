package dev.kindred.server.storage;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// Bytes that are whole and synced on disk, but not yet an object. Closing it throws them away unless they were
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

    /// Returns how many bytes there are.
    public long size() {
        return size;
    }

    /// The checksums that were asked for, in base64.
    public Map<ChecksumAlgorithm, String> digests() {
        return digests;
    }

    /// The MD5 in hexadecimal, which is the ETag of an object put in one request. MD5 must have been asked for.
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
