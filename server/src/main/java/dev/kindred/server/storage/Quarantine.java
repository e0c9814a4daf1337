package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder for unreferenced files that may still be needed: `<day>/<path below the data directory>`, with the day of
/// the
/// move in UTC. The server never reads the content, and deletes a day after the time for which it is kept.
public final class Quarantine implements Disposal {

    private final Path root;
    private final Path folder;
    private final LocalDate today;
    private final AtomicInteger count = new AtomicInteger();

    /// @param root the data directory
    /// @param folder where its files go
    /// @param now the time of the moves
    public Quarantine(Path root, Path folder, Instant now) {
        this.root = root;
        this.folder = folder;
        this.today = now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public void dispose(Path stray) throws IOException {
        var ofDay = folder.resolve(today.toString());
        var target = ofDay.resolve(root.relativize(stray));
        for (int copy = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); copy++) {
            target = ofDay.resolve(root.relativize(stray) + "." + copy);
        }
        DurableFiles.publish(stray, target);
        DurableFiles.forceFolder(DurableFiles.parent(stray));
        count.incrementAndGet();
    }

    /// Returns how many files and folders were moved here since the start.
    public int count() {
        return count.get();
    }

    /// Deletes what was moved here longer ago than `kept`, and returns the number of days that are gone. Files of
    /// earlier
    /// versions, which are in no folder of a day, stay.
    public int expire(Duration kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int days = 0;
        try (var entries = Files.list(folder)) {
            for (var entry : entries.toList()) {
                var day = dayOf(entry);
                if (day.isPresent() && day.get().plusDays(1 + kept.toDays()).isBefore(today)) {
                    DurableFiles.deleteTree(entry);
                    days++;
                }
            }
        }
        return days;
    }

    private static Optional<LocalDate> dayOf(Path folder) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(folder.getFileName())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
