package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;

/// A server that recommends, as [ServingBenchmark] asks it.
///
/// @param process whose CPU time is told
/// @param question how 25 items are asked for
/// @param filters what a filter of the command line is to this server
record ServedBy(String name, URI endpoint, long process, Question question, UnaryOperator<String> filters) {

    @FunctionalInterface
    interface Question {

        /// Returns the answer's text.
        ///
        /// @param filter a filter as this server knows it, empty for none
        String ask(KeepAliveConnection connection, String user, String filter) throws IOException;
    }

    /// Returns Kindred: a filter is the JSON that the request has for it.
    static ServedBy kindred(String name, String endpoint, String process, String campaign) {
        return new ServedBy(
                name,
                URI.create(endpoint),
                Long.parseLong(process),
                (connection, user, filter) -> connection.ask(
                        "POST /recommendations",
                        "{\"campaignArn\":\"%s\",\"userId\":\"%s\"%s}".formatted(campaign, user, filter)),
                ServedBy::json);
    }

    /// Returns the serving layer of Oryx 2: a filter is what its rescorer is told.
    static ServedBy oryx(String endpoint, String process) {
        return new ServedBy(
                "Oryx",
                URI.create(endpoint),
                Long.parseLong(process),
                (connection, user, filter) -> connection.ask(
                        "GET /recommend/" + user + "?howMany=25"
                                + (filter.isEmpty() ? "" : "&rescorerParams=" + filter),
                        ""),
                filter -> filter.substring(filter.lastIndexOf('=') + 1));
    }

    private static String json(String filter) {
        var arn = filter.split("[?=]", 2)[0];
        var parameter = filter.replaceAll("^[^?]*[?]?|=.*$", "");
        return parameter.isEmpty()
                ? ",\"filterArn\":\"" + arn + "\""
                : ",\"filterArn\":\"%s\",\"filterValues\":{\"%s\":\"NUMBER\"}".formatted(arn, parameter);
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
