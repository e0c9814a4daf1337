package dev.kindred.server.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line of Kindred.
public final class Main {

    private static final int USAGE = 2;
    private static final int FAILED = 1;
    private static final String CONFIG = "--config";
    private static final String DATA = "--data";
    private static final String BACKUP = "--backup";
    private static final String JSON = "--json";

    private final Map<String, String> environment;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    private interface Action {
        int run(ParseResult parsed) throws Exception;
    }

    Main(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", LastingLog.class.getName()); // before the first use of a logger
        CarrierThreads.set(System.getProperties());
        int code = new Main(System.getenv()).run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    int run(String... arguments) {
        var root = CommandSpec.create().name("kindred").mixinStandardHelpOptions(true);
        root.version("Kindred " + version());
        root.usageMessage()
                .description("A self-hosted recommendation server that speaks Amazon Personalize's own API.");
        add(root, serve(), parsed -> ServeCommand.run(configuration(parsed, Map.of())));
        add(
                root,
                demo(),
                parsed -> DemoCommand.run(
                        configuration(parsed, DemoCommand.DEFAULTS),
                        parsed.matchedOptionValue(DATA, null),
                        environment));
        addMaintenance(root);
        add(root, rehearse(), _ -> Rehearsal.run());
        var command = new CommandLine(root);
        command.setExecutionStrategy(this::execute);
        command.setParameterExceptionHandler((failure, _) -> explain(failure));
        command.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof UsageException) {
                System.err.println(failure.getMessage());
            } else {
                failure.printStackTrace();
            }
            return FAILED;
        });
        return command.execute(arguments);
    }

    private void addMaintenance(CommandSpec root) {
        add(
                root,
                placed("backup", "Backs a data directory up, also while a server runs on it.", "1"),
                parsed -> maintenance(parsed).backup(parsed.matchedPositionalValue(0, "")));
        var restore = placed("restore", "Restores a backup to a new data directory.", "1");
        restore.addOption(OptionSpec.builder(BACKUP)
                .type(String.class)
                .paramLabel("ID")
                .description("the id of the backup (default the newest)")
                .build());
        add(
                root,
                restore,
                parsed -> maintenance(parsed)
                        .restore(parsed.matchedPositionalValue(0, ""), parsed.matchedOptionValue(BACKUP, null)));
        var verify = placed(
                "verify",
                "Verifies every checksum and every reference of a data directory, or of the backups at PLACE; exits with"
                        + " 1 if something is damaged or missing.",
                "0..1");
        verify.addOption(OptionSpec.builder(JSON)
                .type(boolean.class)
                .description("print the findings as JSON")
                .build());
        add(
                root,
                verify,
                parsed -> maintenance(parsed)
                        .verify(parsed.matchedPositionalValue(0, null), parsed.hasMatchedOption(JSON)));
        var doctor = withSettings(CommandSpec.create().name("doctor"), Map.of());
        doctor.usageMessage().description("Explains why a server refuses a data directory, and what to do.");
        add(root, doctor, parsed -> maintenance(parsed).doctor());
    }

    private MaintenanceCommands maintenance(ParseResult parsed) {
        return new MaintenanceCommands(configuration(parsed, Map.of()), System.out);
    }

    private static CommandSpec placed(String name, String description, String arity) {
        var spec = withSettings(CommandSpec.create().name(name), Map.of());
        spec.usageMessage().description(description);
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("PLACE")
                .arity(arity)
                .type(String.class)
                .description("a folder, or s3://bucket/prefix in the S3 of s3.endpoint (embedded: Amazon S3)")
                .build());
        return spec;
    }

    private void add(CommandSpec root, CommandSpec spec, Action action) {
        spec.mixinStandardHelpOptions(true);
        root.addSubcommand(spec.name(), spec);
        actions.put(spec.name(), action);
    }

    private static CommandSpec serve() {
        var spec = withSettings(CommandSpec.create().name("serve"), Map.of());
        spec.usageMessage().description("Runs the server until Ctrl-C.");
        return spec;
    }

    private static CommandSpec demo() {
        var spec = CommandSpec.create().name("demo");
        spec.addOption(OptionSpec.builder(DATA)
                .type(Path.class)
                .paramLabel("DIR")
                .description("folder with interactions.csv, and perhaps items.csv and users.csv, to import instead of"
                        + " generated data; schemas are inferred from headers and values")
                .build());
        spec.usageMessage()
                .description("Runs the server, imports data through its API, prints example calls, and serves until"
                        + " Ctrl-C.");
        return withSettings(spec, DemoCommand.DEFAULTS);
    }

    private static CommandSpec rehearse() {
        var spec = CommandSpec.create().name("rehearse");
        spec.usageMessage().description("Runs a server briefly, so that the JVM can record its ahead-of-time cache.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    private static CommandSpec withSettings(CommandSpec spec, Map<Setting<?>, String> defaults) {
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("file with a line name = value for each setting (" + Configuration.FILE_VARIABLE + ")")
                .build());
        for (var setting : Settings.ALL) {
            spec.addOption(OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .paramLabel("VALUE")
                    .arity(isTruth(setting) ? "0..1" : "1")
                    .fallbackValue("true")
                    .description("%s (default %s; %s)"
                            .formatted(
                                    setting.meaning(),
                                    defaults.getOrDefault(setting, setting.initial()),
                                    setting.variable()))
                    .build());
        }
        return spec;
    }

    private int execute(ParseResult parsed) {
        var help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        var chosen = parsed.subcommand();
        if (chosen == null) {
            parsed.commandSpec().commandLine().usage(System.err);
            return USAGE;
        }
        var action = actions.get(chosen.commandSpec().name());
        try {
            if (action == null) {
                throw new IllegalStateException(
                        "no action for " + chosen.commandSpec().name());
            }
            return action.run(chosen);
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(chosen.commandSpec().commandLine(), "failed", e);
        }
    }

    private Configuration configuration(ParseResult parsed, Map<Setting<?>, String> defaults) {
        var flags = new HashMap<Setting<?>, String>();
        for (var setting : Settings.ALL) {
            String text = parsed.matchedOptionValue(setting.flag(), null);
            if (text != null) {
                flags.put(setting, text);
            }
        }
        @Nullable String variable = environment.get(Configuration.FILE_VARIABLE);
        @Nullable Path file = parsed.matchedOptionValue(CONFIG, variable == null ? null : Path.of(variable));
        return Configuration.read(flags, environment, file, defaults);
    }

    /// Returns whether a setting is boolean: its flag without a value means true.
    private static boolean isTruth(Setting<?> setting) {
        return setting.initial().equals("true") || setting.initial().equals("false");
    }

    private static int explain(ParameterException failure) {
        var known = failure.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        if (failure instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().getFirst().startsWith("-")) {
            var name = unmatched.getUnmatched().getFirst().replaceAll("=.*", "");
            System.err.println(Configuration.unknown("flag", name, known).getMessage());
        } else {
            System.err.println(failure.getMessage());
        }
        return USAGE;
    }

    static String version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
