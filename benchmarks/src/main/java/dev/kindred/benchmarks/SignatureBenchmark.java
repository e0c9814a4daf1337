package dev.kindred.benchmarks;

import dev.kindred.server.auth.Accounts;
import dev.kindred.server.auth.Authenticator;
import dev.kindred.server.auth.NoAuthentication;
import dev.kindred.server.auth.Sessions;
import dev.kindred.server.auth.SignatureAuthenticator;
import dev.kindred.server.auth.SignedRequest;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// What does the verification of a signature cost a request? Processor time of one thread; the rival is the server that
/// does not authenticate, which reads the region of the signature.
///
/// Requests for recommendations, signed by the AWS SDK, with bodies of several sizes; in turns, the median of rounds.
public final class SignatureBenchmark {

    private static final String SECRET = "wJalrXUtnFEMIKK7MDENGKbPxRfiCYEXAMPLEKEY";
    private static final int[] BODY_BYTES = {200, 4_000, 100_000};
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 20_000;

    private SignatureBenchmark() {}

    public static void main(String[] arguments) {
        var clock = InstantSource.system();
        var sessions = new Sessions(new byte[32]);
        var verifying = new SignatureAuthenticator(Accounts.of("111122223333", "KEY", SECRET), sessions, clock);
        var open = new NoAuthentication("111122223333", sessions);
        for (int bytes : BODY_BYTES) {
            var body = new byte[bytes];
            var request = signed(body);
            int requests = Math.max(500, 20_000_000 / (bytes + 2_000));
            run(verifying, request, body, WARM_UP);
            run(open, request, body, WARM_UP);
            var ours = new double[ROUNDS];
            var theirs = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ours[round] = run(verifying, request, body, requests);
                theirs[round] = run(open, request, body, requests);
            }
            System.out.printf(
                    "body of %,7d bytes   verified %6.1f µs   not verified %5.1f µs   difference %6.1f µs%n",
                    bytes, median(ours), median(theirs), median(ours) - median(theirs));
        }
    }

    private static SignedRequest signed(byte[] body) {
        var unsigned = SdkHttpRequest.builder()
                .uri(URI.create("http://127.0.0.1:8686/recommendations"))
                .method(SdkHttpMethod.POST)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "aws-sdk-java/2.40.2 md/io#sync md/http#UrlConnection ua/2.1")
                .putHeader("amz-sdk-invocation-id", "7f8979e5-ec47-c9f9-695d-3d96201bb265")
                .putHeader("amz-sdk-request", "attempt=1; max=4")
                .build();
        var headers = new HashMap<String, List<String>>();
        AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsBasicCredentials.create("KEY", SECRET))
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "personalize")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request()
                .headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new SignedRequest("POST", "/recommendations", "", "", Map.copyOf(headers));
    }

    /// Returns the processor time of one request, in microseconds.
    private static double run(Authenticator authenticator, SignedRequest request, byte[] body, int requests) {
        var threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        long accounts = 0;
        for (int i = 0; i < requests; i++) {
            accounts += authenticator
                    .claim(request, "personalize")
                    .prove(body)
                    .account()
                    .length();
        }
        long nanos = threads.getCurrentThreadCpuTime() - begun;
        if (accounts != 12L * requests) {
            throw new IllegalStateException("a request was not proved");
        }
        return nanos / 1e3 / requests;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
