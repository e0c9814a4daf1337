package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.auth.AccessKey;
import dev.kindred.server.auth.AccessKeys;
import dev.kindred.server.auth.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// The access keys of an accounts file, which is reloaded when it changes. If the new content is invalid, the
/// error is logged and the previous keys stay in effect.
final class AccountsFile implements AccessKeys {

    private static final System.Logger LOG = System.getLogger(AccountsFile.class.getName());

    /// The interval of checks for changes. Taste.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final long intervalNanos;

    @GuardedBy("this")
    private String text;

    @GuardedBy("this")
    private long looked = System.nanoTime();

    private volatile Accounts accounts;

    /// Reads the file.
    ///
    /// @throws UsageException if it cannot be read or is faulty
    AccountsFile(Path file) {
        this(file, INTERVAL);
    }

    /// @param interval the interval of checks for changes
    AccountsFile(Path file, Duration interval) {
        this.file = file;
        this.intervalNanos = interval.toNanos();
        try {
            text = Files.readString(file);
            accounts = Accounts.parse(text);
        } catch (IOException e) {
            throw new UsageException(
                    "The accounts file %s cannot be read: give --auth-accounts a text file that exists."
                            .formatted(file));
        } catch (IllegalArgumentException e) {
            throw new UsageException("The accounts file %s is faulty. %s".formatted(file, e.getMessage()));
        }
    }

    @Override
    public Optional<AccessKey> find(String id) {
        refresh();
        return accounts.find(id);
    }

    @Override
    public Collection<AccessKey> all() {
        refresh();
        return accounts.all();
    }

    private synchronized void refresh() {
        if (System.nanoTime() - looked < intervalNanos) {
            return;
        }
        looked = System.nanoTime();
        try {
            var now = Files.readString(file);
            if (!now.equals(text)) {
                text = now;
                accounts = Accounts.parse(now);
                LOG.log(INFO, "The accounts file {0} was read again", file);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    WARNING,
                    "The accounts file {0} is faulty, and its former keys stay in force: {1}",
                    file,
                    e.getMessage());
        }
    }
}
