package dev.kindred.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Visitors of the console of a server that authenticates.
class ConsoleVisitorsTest {

    private static final String ACCOUNTS = """
            {"accounts": [{"id": "111122223333", "keys": [
              {"id": "READER", "secret": "a-secret-of-20-chars", "rights": ["read-only"]},
              {"id": "PAGE", "secret": "a-secret-of-20-chars", "rights": ["runtime-only"]}]}]}
            """;

    @TempDir
    private static Path folder;

    private static TestServer server;

    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        var accounts = Files.writeString(folder.resolve("accounts.json"), ACCOUNTS);
        server = TestServer.start(Map.of("auth.mode", "sigv4", "auth.accounts", accounts.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = new Browser(server.endpoint());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private HttpResponse<String> logIn(String key, String secret) {
        return browser.post("/console/login", "key=" + key + "&secret=" + secret);
    }

    private HttpCookie session() {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("kindred-session"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVisitorLogsInWithAKeyAndOut() {
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/console/login");

        var overview = logIn("READER", "a-secret-of-20-chars");
        assertThat(overview.uri().getPath()).isEqualTo("/console");
        assertThat(overview.body()).contains("READER", "Dataset groups");
        assertThat(session().isHttpOnly()).isTrue();

        browser.open("/console/logout");
        assertThat(browser.open("/console/import-jobs").uri().getPath()).isEqualTo("/console/login");
    }

    @Test
    void theCookieIsSentToThisSiteOnly() {
        var answer = browser.post("/console/login", "key=READER&secret=a-secret-of-20-chars");

        assertThat(answer.previousResponse().orElseThrow().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("kindred-session=")
                        .contains("SameSite=Strict", "HttpOnly", "Path=/console"));
    }

    @Test
    void aWrongSecretIsRefusedLikeAnUnknownKey() {
        var wrong = logIn("READER", "another-secret-of-20");
        var unknown = logIn("NOBODY", "a-secret-of-20-chars");

        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("No key has this id and secret").isEqualTo(unknown.body());
        assertThat(browser.cookies().getCookieStore().getCookies()).isEmpty();
    }

    @Test
    void thePagesDoNoMoreThanTheKey() {
        logIn("PAGE", "a-secret-of-20-chars");

        var refused = browser.open("/console/import-jobs");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("is not authorized to perform: personalize:ListDatasetImportJobs");
    }

    @Test
    void aForgedSessionIsNone() {
        logIn("PAGE", "a-secret-of-20-chars");
        var session = session();
        var forged = new HttpCookie(session.getName(), session.getValue().replace("PAGE", "READER"));
        forged.setPath("/console");
        forged.setVersion(0);
        browser.cookies().getCookieStore().removeAll();
        browser.cookies().getCookieStore().add(server.endpoint(), forged);

        assertThat(browser.open("/console").uri().getPath()).isEqualTo("/console/login");
    }

    @Test
    void anotherSiteCannotLogAVisitorIn() {
        var refused = browser.post(
                "/console/login", "key=READER&secret=a-secret-of-20-chars", "Sec-Fetch-Site", "cross-site");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(browser.cookies().getCookieStore().getCookies()).isEmpty();
    }
}
