package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/// Reads signatures and canonical requests from the bytes that a coverage-guided fuzzer chooses: the `Authorization`
/// header, a line end, the query.
public final class SignatureFuzzTarget {

    private SignatureFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var text = new String(input, UTF_8);
        int end = text.indexOf('\n');
        var query = end < 0 ? "" : text.substring(end + 1);
        var request = new SignedRequest(
                "GET",
                "/a/../b%20" + query,
                query,
                "",
                Map.of(
                        "authorization",
                        List.of(end < 0 ? text : text.substring(0, end)),
                        "x-amz-date",
                        List.of("20260101T000000Z"),
                        "host",
                        List.of("localhost")));
        boolean isS3 = input.length % 2 == 0;
        try {
            CanonicalRequest.of(request, List.of("host"), isS3, "hash");
            var signature = Signature.of(request);
            signature.time();
            CanonicalRequest.of(request, signature.signedHeaders(), isS3, "hash");
        } catch (AuthenticationException e) {
            // the answer to the sender
        }
    }
}
