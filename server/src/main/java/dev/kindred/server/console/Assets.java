package dev.kindred.server.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// The files that pages load, all from the server's archive.
final class Assets {

    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";

    private final Map<String, Asset> assets = Map.of(
            "htmx.js", read(HTMX, "text/javascript"),
            "console.js", read("console.js", "text/javascript"),
            "console.css", read("console.css", "text/css"),
            "icon.svg", read("icon.svg", "image/svg+xml"));

    /// A file.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Asset(String contentType, byte[] plain, byte[] gzipped) {}

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static Asset read(String resource, String contentType) {
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the archive lacks " + resource);
            }
            var plain = in.readAllBytes();
            return new Asset(contentType + "; charset=utf-8", plain, gzipped(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzipped(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
