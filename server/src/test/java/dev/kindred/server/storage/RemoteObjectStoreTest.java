package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.cli.Polling;
import dev.kindred.server.wire.s3.ClientProgram;
import dev.kindred.server.wire.s3.LoopbackServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The same expectations for remote stores of different servers.
class RemoteObjectStoreTest {

    @TempDir
    Path folder;

    private static RemoteObjectStore storeAt(URI endpoint) {
        return RemoteObjectStore.open(
                new RemoteSettings(endpoint, "us-east-1", true),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    @Test
    void ourOwnEndpointIsARemoteStore() throws Exception {
        try (var server = new LoopbackServer(folder);
                var store = storeAt(server.uri())) {
            server.store().createBucket("data");

            behavesAsAStore(store);
        }
    }

    @Test
    void anotherImplementationOfS3IsARemoteStore() throws Exception {
        ClientProgram.assume("moto", "python3", "-c", "import moto.server, flask, boto3");
        int port = freePort();
        var moto = new ProcessBuilder("python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        try {
            Polling.until(() -> isListening(port));
            String endpoint = "http://127.0.0.1:" + port;
            new ClientProgram(folder, endpoint)
                    .run("python3", "-c", "import boto3; boto3.client('s3').create_bucket(Bucket='data')");

            try (var store = storeAt(URI.create(endpoint))) {
                behavesAsAStore(store);
            }
        } finally {
            moto.destroy();
            if (!moto.waitFor(10, TimeUnit.SECONDS)) {
                moto.destroyForcibly();
            }
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isListening(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void behavesAsAStore(RemoteObjectStore store) throws Exception {
        var object = S3Location.parse("s3://data/in/é a.csv");
        store.put(object, "0123456789".getBytes(UTF_8));
        store.put(S3Location.parse("s3://data/in/b.csv"), new byte[0]);
        store.put(S3Location.parse("s3://data/in/deep/c.csv"), new byte[1]);

        assertThat(store.listFolder(S3Location.parse("s3://data/in/")))
                .extracting(ObjectSummary::key)
                .containsExactly("in/b.csv", "in/é a.csv");
        assertThat(store.requireObject(object).size()).isEqualTo(10);
        assertThat(store.requireObject(object).etag()).isEqualTo("781e5e245d69b566979b86e28d23f2c7");
        assertThat(read(store, object, 0)).isEqualTo("0123456789");
        assertThat(read(store, object, 7)).isEqualTo("789");
        assertThat(read(store, object, 10)).isEmpty();
        assertThat(read(store, S3Location.parse("s3://data/in/b.csv"), 0)).isEmpty();

        var big = new byte[17 * 1024 * 1024];
        new Random(1).nextBytes(big);
        var bigObject = S3Location.parse("s3://data/big");
        store.put(bigObject, new ByteArrayInputStream(big));
        try (var in = store.open(bigObject, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(big);
        }

        store.delete(object);
        assertThat(store.findObject(object)).isEmpty();
        assertThatThrownBy(() -> store.open(object, 0))
                .isInstanceOf(StorageException.ObjectMissing.class)
                .hasMessageContaining("s3://data/in/é a.csv");
        var nowhere = S3Location.parse("s3://nowhere/in/");
        assertThatThrownBy(() -> store.listFolder(nowhere)).isInstanceOf(StorageException.BucketMissing.class);
        assertThatThrownBy(() -> store.findObject(nowhere.resolve("k")))
                .isInstanceOf(StorageException.BucketMissing.class);
        assertThatThrownBy(() -> store.put(nowhere.resolve("k"), new byte[1]))
                .isInstanceOf(StorageException.BucketMissing.class)
                .hasMessageContaining("'nowhere'");
    }

    private static String read(ObjectStore store, S3Location object, long from) throws Exception {
        try (var in = store.open(object, from)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsReportedWithTheSettingToCheck() throws Exception {
        try (var store = storeAt(URI.create("http://127.0.0.1:" + freePort()))) {
            assertThatThrownBy(() -> store.findObject(S3Location.parse("s3://data/k")))
                    .isInstanceOf(StorageException.Unreachable.class)
                    .hasMessageContaining("s3://data/k")
                    .hasMessageContaining("s3.endpoint");
        }
    }
}
