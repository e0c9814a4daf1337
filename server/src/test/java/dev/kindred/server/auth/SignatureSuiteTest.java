package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// AWS's published test suite of signature version 4, whole: each signed request.
///
/// The suite is Amazon's, under the Apache License 2.0; its `LICENSE` and `NOTICE` stand beside it.
///
/// @see <a href="https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite">The suite</a>
class SignatureSuiteTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final int CASES = 34;

    /// A request of the suite.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record SuiteCase(String name, SignedRequest request, byte[] body) {

        static SuiteCase of(Path folder) {
            var name = folder.getFileName().toString();
            try {
                var head = new ArrayList<String>();
                var text = Files.readString(folder.resolve(name + ".sreq")).replace("\r\n", "\n");
                int end = text.indexOf("\n\n");
                for (var line : (end < 0 ? text.stripTrailing() : text.substring(0, end)).split("\n", -1)) {
                    if (line.startsWith(" ")) { // a folded header
                        head.add(head.removeLast() + "\n" + line);
                    } else {
                        head.add(line);
                    }
                }
                head.removeIf(line -> line.startsWith("Authorization:")); // one of them is not that of its .authz file
                head.add("Authorization:" + Files.readString(folder.resolve(name + ".authz")));
                var body = end < 0 ? "" : text.substring(end + 2);
                return new SuiteCase(name, requestOf(head), body.getBytes(UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(name, e);
            }
        }

        private static SignedRequest requestOf(List<String> head) {
            var line = head.removeFirst();
            var target = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
            int question = target.indexOf('?');
            var headers = new TreeMap<String, List<String>>();
            for (var header : head) {
                int colon = header.indexOf(':');
                headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
            return new SignedRequest(
                    line.substring(0, line.indexOf(' ')),
                    question < 0 ? target : target.substring(0, question),
                    question < 0 ? "" : target.substring(question + 1),
                    "",
                    Map.copyOf(headers));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<SuiteCase> suite() throws IOException, URISyntaxException {
        var root = Objects.requireNonNull(SignatureSuiteTest.class.getResource("sigv4"));
        try (Stream<Path> files = Files.walk(Path.of(root.toURI()))) {
            var cases = files.filter(file -> file.toString().endsWith(".sreq"))
                    .map(file -> SuiteCase.of(Objects.requireNonNull(file.getParent())))
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .toList();
            assertThat(cases).hasSize(CASES);
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("suite")
    void theSignatureIsTheOneThatAwsExpects(SuiteCase suite) {
        var signature = Signature.of(suite.request());
        var key = new SigningKeys().of(SECRET, signature);

        assertThat(SignatureAuthenticator.valueOf(suite.request(), signature, key, SigningKeys.sha256(suite.body())))
                .isEqualTo(signature.value());
    }
}
