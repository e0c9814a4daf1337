package dev.kindred.server.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Parses filter expressions that a coverage-guided fuzzer chooses.
public final class FilterFuzzTarget {

    private FilterFuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            FilterExpression.parse(new String(input, UTF_8));
        } catch (FilterException e) {
            // the answer to the sender
        }
    }
}
