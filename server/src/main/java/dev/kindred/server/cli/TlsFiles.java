package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The certificate chain and the private key of a server, in PEM files. When the files change, new connections
/// use the new content. If it is invalid, the previous certificate stays in use.
final class TlsFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TlsFiles.class.getName());

    private final Path certificate;
    private final Path key;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls").daemon().factory());
    private List<String> texts;

    /// @throws UsageException if a file cannot be read
    private TlsFiles(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        try {
            texts = read();
        } catch (IOException e) {
            throw new UsageException(
                    "The files of tls.certificate and tls.key cannot be read (%s): give PEM files that exist."
                            .formatted(e.getMessage()));
        }
    }

    /// Returns the files in the settings, or null without TLS.
    ///
    /// @throws UsageException if only one file is set, or one cannot be read
    static @Nullable TlsFiles of(Configuration settings) {
        var certificate = settings.get(Settings.TLS_CERTIFICATE);
        var key = settings.get(Settings.TLS_KEY);
        if (certificate.equals(Settings.NONE) != key.equals(Settings.NONE)) {
            throw new UsageException("Set both tls.certificate and tls.key, or none.");
        }
        return certificate.equals(Settings.NONE) ? null : new TlsFiles(Path.of(certificate), Path.of(key));
    }

    private List<String> read() throws IOException {
        return List.of(Files.readString(certificate), Files.readString(key));
    }

    /// Returns the configuration of the web server.
    ///
    /// @throws UsageException if the files are not a certificate and its key
    Tls tls() {
        try {
            return parse(texts);
        } catch (RuntimeException e) {
            throw new UsageException(
                    "%s and %s are not the certificate chain and the private key of a server in PEM (%s)."
                            .formatted(certificate, key, e.getMessage()));
        }
    }

    private static Tls parse(List<String> texts) {
        var keys = Keys.builder()
                .pem(pem -> pem.certChain(Resource.create("certificate", texts.getFirst()))
                        .key(Resource.create("key", texts.getLast())))
                .build();
        return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
    }

    /// Checks the files at intervals, and passes changed content to the web server.
    void watch(WebServer web, Duration interval) {
        var _ = watcher.scheduleWithFixedDelay(
                () -> refresh(web), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh(WebServer web) {
        try {
            var now = read();
            if (!now.equals(texts)) {
                texts = now;
                web.reloadTls(parse(now));
                LOG.log(INFO, "The certificate {0} was read again", certificate);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    WARNING,
                    "{0} or {1} is faulty, and the former certificate stays in use: {2}",
                    certificate,
                    key,
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
