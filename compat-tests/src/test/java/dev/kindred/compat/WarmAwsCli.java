package dev.kindred.compat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A process that has the AWS CLI's modules loaded, and forks for each command. Starting the CLI takes longer
/// than most commands.
final class WarmAwsCli {

    private final BufferedWriter commands;
    private final BufferedReader exitCodes;

    private WarmAwsCli(Process process) {
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.exitCodes = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Returns whether Python can load the CLI.
    static boolean isPossible() {
        return Program.isInstalled("python3", "-c", "import awscli.clidriver");
    }

    /// Starts the process, which ends with this one.
    static WarmAwsCli start() throws IOException {
        var builder =
                new ProcessBuilder("python3", Boto3.path("aws_cli.py")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Program.environment(
                        URI.create("http://127.0.0.1:9"), Path.of("aws_cli").toAbsolutePath()));
        return new WarmAwsCli(builder.start());
    }

    /// Runs a command, and returns its exit code.
    synchronized int run(URI endpoint, List<String> arguments, Path output, Path errors) throws IOException {
        commands.write("{\"arguments\": %s, \"environment\": %s, \"output\": %s, \"errors\": %s}\n"
                .formatted(
                        arguments.stream().map(WarmAwsCli::json).collect(Collectors.joining(", ", "[", "]")),
                        json(Program.environment(endpoint, output)),
                        json(output.toString()),
                        json(errors.toString())));
        commands.flush();
        var line = exitCodes.readLine();
        if (line == null) {
            throw new IOException("the process of the AWS CLI has ended");
        }
        return Integer.parseInt(line);
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> json(member.getKey()) + ": " + json(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
