package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.function.UnaryOperator;

/// A recommendation server that [ServingBenchmark] queries.
///
/// @param process the process whose CPU time is printed
/// @param question the request for 25 items
/// @param filters maps a filter of the command line to this server's form
record ServedBy(String name, URI endpoint, long process, Question question, UnaryOperator<String> filters) {

    @FunctionalInterface
    interface Question {

        /// Returns the response body.
        ///
        /// @param filter a filter in this server's form, empty for none
        String ask(KeepAliveConnection connection, String user, String filter) throws IOException;
    }

    /// Returns a Kindred server: a filter is the JSON of the request.
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

    /// Returns the serving layer of Oryx 2: a filter is the parameter of its rescorer.
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
