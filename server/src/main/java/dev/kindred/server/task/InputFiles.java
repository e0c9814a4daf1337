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

/// The input files of a job: the object at the job's location or, if there is no such object, the files of the
/// folder with that name. A trailing slash is optional.
///
/// Within a folder, empty files are skipped. So are files whose name, or whose sub-folder's name, begins with
/// `_` or `.`: programs such as Spark write them next to their data. A file that the location names directly is
/// read regardless of its name.
///
/// @param files in the order of their keys
/// @param passedOver the keys of skipped files, relative to the folder
record InputFiles(S3Location place, List<InputFile> files, List<String> passedOver) {

    /// Maximum number of files that a message lists, and maximum length of each name. Taste.
    private static final int MOST_NAMED = 5;
    private static final int LONGEST_PLACE = 300;

    InputFiles {
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
    }

    /// An input file.
    ///
    /// @param size its stored, possibly compressed, size in bytes
    record InputFile(S3Location place, long size) {

        /// The last part of the key.
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

    /// Finds the input files of a job.
    ///
    /// @param location the location from the request
    /// @param isInput whether a file of a folder is an input file, by name
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

    /// Returns a message that lists the skipped files, or no message if none was skipped.
    List<Message> warnings() {
        return passedOver.isEmpty() ? List.of() : List.of(Message.of("Passed over: %s.".formatted(passedOverText())));
    }

    /// Returns the error message for a folder without input files.
    ///
    /// @param wanted the kind of file that the folder should hold
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
