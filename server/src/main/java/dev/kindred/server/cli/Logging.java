package dev.kindred.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Configures logging to the standard error stream, one line per event.
final class Logging {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LEVEL_WIDTH = 7;

    /// A strong reference, because the log manager holds loggers weakly.
    private static final Logger ACCESS = Logger.getLogger("dev.kindred.access");

    private Logging() {}

    static void configure(Configuration settings) {
        var handler = new ConsoleHandler();
        handler.setFormatter(new Line());
        handler.setLevel(Level.ALL);
        var root = Logger.getLogger("");
        Arrays.asList(root.getHandlers()).forEach(root::removeHandler);
        root.addHandler(handler);
        var level = levelOf(settings.get(Settings.LOG_LEVEL));
        root.setLevel(level.intValue() < Level.WARNING.intValue() ? Level.WARNING : level);
        Logger.getLogger("dev.kindred").setLevel(level);
        ACCESS.setLevel(settings.get(Settings.LOG_REQUESTS) ? level : Level.WARNING);
    }

    private static Level levelOf(String text) {
        return switch (text) {
            case "error" -> Level.SEVERE;
            case "warning" -> Level.WARNING;
            case "debug" -> Level.FINE;
            default -> Level.INFO;
        };
    }

    private static final class Line extends Formatter {

        @Override
        public String format(LogRecord event) {
            var name = event.getLoggerName() == null ? "" : event.getLoggerName();
            var level = nameOf(event.getLevel());
            var line = TIME.format(event.getInstant())
                    + " "
                    + level
                    + " ".repeat(Math.max(0, LEVEL_WIDTH - level.length()) + 1)
                    + name.substring(name.lastIndexOf('.') + 1)
                    + " "
                    + formatMessage(event).replace("\r", "\\r").replace("\n", "\\n")
                    + System.lineSeparator();
            if (event.getThrown() == null) {
                return line;
            }
            var trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace, true));
            return line + trace;
        }

        private static String nameOf(Level level) {
            return switch (level.getName()) {
                case "SEVERE" -> "ERROR";
                case "FINE" -> "DEBUG";
                default -> level.getName();
            };
        }
    }
}
