package dev.kindred.server.task;

import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.literal.Message;
import dev.kindred.server.literal.Printable;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The files that a job reads: the object that its location names or, where there is no such object, those of the
/// folder of that name, with or without a slash at its end.
///
/// Of a folder, empty files are passed over, and those whose name, or a sub-folder's on the way to them, begins
/// with `_` or `.`: programs such as Spark leave them beside their data. A file that the location names itself is
/// read, whatever its name.
///
/// @param files in the order of their keys
/// @param passedOver the keys, below the folder, of files that were passed over
record InputFiles(S3Location place, List<InputFile> files, List<String> passedOver) {

    /// The files that a message names, and the characters of a name. Taste.
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_PLACE = 300;

    InputFiles {
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
    }

    /// One of the files.
    ///
    /// @param size its stored, possibly compressed, bytes
    record InputFile(S3Location place, long size) {

        /// The last part of its key.
        String name() {
            return place.key().substring(place.key().lastIndexOf('/') + 1);
        }

        CsvSource source(ObjectStore objects) {
            return CsvSource.named(name(), size, () -> objects.open(place, 0));
        }
    }

    /// How deep a folder is read.
    enum Depth {
        FIRST_LEVEL,
        WHATEVER_DEPTH
    }

    /// Finds the files of a job.
    ///
    /// @param location as the job's owner wrote it
    /// @param isInput whether a file of a folder is one of those to be read, by its name
    /// @throws StorageException if there is neither such an object nor such a folder
    static InputFiles find(ObjectStore objects, String location, Depth depth, Predicate<String> isInput) {
        var place = S3Location.parse(location);
        if (!place.isFolder()) {
            var object = objects.findObject(place);
            if (object.isPresent()) {
                return new InputFiles(
                        place, List.of(new InputFile(place, object.get().size())), List.of());
            }
        }
        var folder = place.isFolder() ? place : new S3Location(place.bucket(), place.key() + "/");
        var found = depth == Depth.FIRST_LEVEL ? objects.listFolder(folder) : objects.listBelow(folder);
        if (found.isEmpty() && !place.isFolder()) {
            throw new StorageException.InvalidLocation(
                    place.bucket(),
                    place.key(),
                    "There is no object %s, and no folder of that name: upload it or correct the location; keys are case-sensitive."
                            .formatted(Printable.of(place.toString(), LONGEST_PLACE)));
        }
        var files = new ArrayList<InputFile>();
        var passedOver = new ArrayList<String>();
        for (var object : found) {
            var name = object.key().substring(folder.key().length());
            if (name.endsWith("/") || !isInput.test(name)) {
                continue;
            }
            if (isPassedOver(name, object)) {
                passedOver.add(name);
            } else {
                files.add(new InputFile(new S3Location(folder.bucket(), object.key()), object.size()));
            }
        }
        return new InputFiles(folder, files, passedOver);
    }

    private static boolean isPassedOver(String name, ObjectSummary object) {
        return object.size() == 0
                || name.startsWith("_")
                || name.startsWith(".")
                || name.contains("/_")
                || name.contains("/.");
    }

    long bytes() {
        return files.stream().mapToLong(InputFile::size).sum();
    }

    /// Names the files that were passed over, for a report: one message, or none.
    List<Message> warnings() {
        return passedOver.isEmpty() ? List.of() : List.of(Message.of("Passed over: %s.".formatted(passedOverText())));
    }

    /// Says that there is nothing to read.
    ///
    /// @param wanted what a folder should hold
    String emptiness(String wanted) {
        return "The folder %s holds no %s%s."
                .formatted(place, wanted, passedOver.isEmpty() ? "" : "; passed over: " + passedOverText());
    }

    private String passedOverText() {
        var names = passedOver.stream()
                .limit(MOST_NAMED)
                .map(name -> Printable.of(name, 100))
                .collect(Collectors.joining(", "));
        int more = passedOver.size() - MOST_NAMED;
        return "%s%s (files that are empty or whose name begins with _ or .)"
                .formatted(names, more > 0 ? " and %,d more".formatted(more) : "");
    }
}
