package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTPS with files that the JDK's `keytool` makes.
class TlsTest {

    private static final String PASSWORD = "password";

    @TempDir
    private Path folder;

    /// Writes a new certificate for 127.0.0.1 and its key, and returns the certificate.
    private Certificate write(String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var certificate = keys.getCertificate("a");
        replace("certificate.pem", pem("CERTIFICATE", certificate.getEncoded()));
        replace(
                "key.pem",
                pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
        return certificate;
    }

    private void replace(String name, String text) throws IOException {
        var draft = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
    }

    private TestServer start() {
        return TestServer.start(Map.of(
                "tls.certificate", folder.resolve("certificate.pem").toString(),
                "tls.key", folder.resolve("key.pem").toString()));
    }

    /// Returns whether a client that trusts only this certificate reads the state of the server.
    private static boolean isTrusted(TestServer server, Certificate certificate) throws Exception {
        var trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry(
                "a",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        var connection = (HttpsURLConnection) Objects.requireNonNull(server.endpoint())
                .resolve("/healthz")
                .toURL()
                .openConnection();
        connection.setSSLSocketFactory(context.getSocketFactory());
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).equals("ok\n");
        } catch (SSLHandshakeException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    @Test
    void aNewCertificateReplacesTheFormerWithoutARestart() throws Exception {
        var former = write("former");
        try (var server = start()) {
            assertThat(server.endpoint().getScheme()).isEqualTo("https");
            assertThat(isTrusted(server, former)).isTrue();

            var next = write("next");

            Polling.until(() -> {
                try {
                    return isTrusted(server, next);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(isTrusted(server, former)).isFalse();
        }
    }

    @Test
    void filesThatHoldNoKeyAreNamed() throws Exception {
        write("former");
        replace("key.pem", "no key");

        assertThatThrownBy(this::start).isInstanceOf(UsageException.class).hasMessageContaining("key.pem");
    }
}
