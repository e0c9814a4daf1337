package dev.kindred.compat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command that runs the packaged server on the JDK of the tests.
///
/// @param javaOptions such as `-Xmx64m`
/// @param arguments the arguments of `kindred`
/// @param environment variables in addition to those of this process, without Kindred's settings
record ServerCommand(List<String> javaOptions, List<String> arguments, Map<String, String> environment) {

    static ServerCommand of(String... arguments) {
        return new ServerCommand(List.of(), List.of(arguments), Map.of());
    }

    ServerCommand withEnvironment(Map<String, String> variables) {
        return new ServerCommand(javaOptions, arguments, variables);
    }

    /// Starts the process, with its standard error in that file.
    Process start(Path errors) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+ExitOnOutOfMemoryError"); // as in the start script
        command.addAll(javaOptions);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-jar", jar().toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("KINDRED_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// Returns the packaged server.
    static Path jar() {
        var jar = new File(System.getProperty("kindred.jar", "../server/target/kindred.jar"));
        if (!jar.isFile()) {
            throw new IllegalStateException(
                    jar + " is not there: package the server first, or run mvn verify from the project's root.");
        }
        return jar.toPath().toAbsolutePath().normalize();
    }
}
