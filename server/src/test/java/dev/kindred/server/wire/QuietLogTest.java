package dev.kindred.server.wire;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The log contains no data that its owner considers private.
@Isolated("it hears what the server logs")
class QuietLogTest {
    /// Records every line of the log.
    private static final class Lines extends Handler {

        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final Logger PRODUCT = Logger.getLogger("dev.kindred");

    private final Shop shop = Shop.open();
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        PRODUCT.addHandler(lines);
        PRODUCT.setLevel(Level.INFO);
    }

    @AfterEach
    void fallSilent() {
        PRODUCT.removeHandler(lines);
    }

    private void assertSilentOf(String secret) {
        assertThat(lines.lines).isNotEmpty().noneMatch(line -> line.contains(secret));
    }

    @Test
    void tagsReachNoLog() {
        var group = shop.group("shop");
        var tag = tag("secretKey", "secretValue");
        shop.personalize().tagResource(request -> request.resourceArn(group).tags(tag));
        shop.personalize().untagResource(request -> request.resourceArn(group).tagKeys("secretKey"));
        assertThat(refusal(() -> shop.personalize()
                        .tagResource(request -> request.resourceArn(group).tags(tag("secretKey", "secretValue<")))))
                .startsWith("ValidationException");

        await(() -> lines.lines.stream().anyMatch(line -> line.contains("op=UntagResource")));
        assertSilentOf("secret");
    }

    @Test
    void rowsReachNoLog() {
        var dataset = shop.interactions();
        shop.imported(
                "good",
                dataset,
                shop.upload("good.csv", "USER_ID,ITEM_ID,TIMESTAMP", "secretUser,secretItem,1700000000000"));
        var bad = shop.beginImport(
                "bad",
                dataset,
                shop.upload("bad.csv", "USER_ID,ITEM_ID,TIMESTAMP", "secretUser,secretItem,secretTime"));
        await("CREATE FAILED", () -> shop.job(bad).status());

        await(() -> lines.lines.stream().anyMatch(line -> line.contains(bad) && line.contains("failed")));
        assertSilentOf("secret");
    }

    @Test
    void eachRequestHasOneLine() {
        shop.personalize().listSchemas(request -> {});

        await(() -> lines.lines.stream()
                .anyMatch(line ->
                        line.matches("(?s).*request id=[0-9a-f-]{36} status=200 ms=\\d+\\.\\d op=ListSchemas\\s*")));
    }
}
