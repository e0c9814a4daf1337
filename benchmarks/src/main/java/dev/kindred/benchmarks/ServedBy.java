package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;

/// A server that recommends, as [ServingBenchmark] asks it.
///
/// @param process whose CPU time is told
record ServedBy(String name, URI endpoint, long process, Question question) {

    /// How 25 items are asked for.
    @FunctionalInterface
    interface Question {

        /// Returns the answer's text.
        ///
        /// @param filter a filter as this server knows it, empty for none
        String ask(KeepAliveConnection connection, String user, String filter) throws IOException;
    }

    /// Returns Kindred: a filter is the JSON that the request has for it.
    static ServedBy kindred(URI endpoint, long process, String campaign) {
        return new ServedBy(
                "Kindred",
                endpoint,
                process,
                (connection, user, filter) -> connection.ask(
                        "POST /recommendations",
                        "{\"campaignArn\":\"%s\",\"userId\":\"%s\"%s}".formatted(campaign, user, filter)));
    }

    /// Returns the serving layer of Oryx 2: a filter is what its rescorer is told.
    static ServedBy oryx(URI endpoint, long process) {
        return new ServedBy(
                "Oryx",
                endpoint,
                process,
                (connection, user, filter) -> connection.ask(
                        "GET /recommend/" + user + "?howMany=25"
                                + (filter.isEmpty() ? "" : "&rescorerParams=" + filter),
                        ""));
    }

    KeepAliveConnection connect() throws IOException {
        return new KeepAliveConnection(endpoint);
    }

    /// Returns the process's CPU time so far.
    double cpuMillis() {
        return ProcessHandle.of(process)
                        .flatMap(it -> it.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException("no CPU time of process " + process))
                        .toNanos()
                / 1e6;
    }
}
