package dev.kindred.server.disk;

import dev.kindred.server.disk.DiskCall.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk that knows what a power cut could leave of it.
///
/// A change of names (a creation, a rename, a deletion) is durable once one of its folders is forced. Until then a
/// power
/// cut may keep it or not, independently of the other changes. A rename is atomic, as on every journalling file system.
/// The content of a file is durable up to its last force; of later writes a power cut may keep all, none or a part.
/// The names below a folder are reachable only if the folder's own name is.
///
/// Calls run one at a time, so a listener sees the disk between two calls.
final class PowerCutDisk implements DiskObserver {

    /// What is called between two calls, with the number of calls that changed something.
    @FunctionalInterface
    interface Listener {
        void changed(int calls) throws IOException;
    }

    /// A file or a folder.
    private static final class Inode {
        final boolean isFolder;
        byte[] durable = {};
        /// The content when its last name was removed.
        byte @Nullable [] last;

        Inode(boolean isFolder) {
            this.isFolder = isFolder;
        }
    }

    /// A change of names in one step.
    private static final class Change {
        /// The inode of each name after the change, or null for none.
        final Map<Path, @Nullable Inode> names = new HashMap<>();

        /// The folders of which one must be forced.
        final Set<Path> folders = new HashSet<>();

        boolean isDurable;
    }

    private final Path root;
    private final Map<Path, Inode> base = new TreeMap<>();
    private final Map<Path, Inode> current = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private Listener listener = _ -> {};
    private int calls;
    private int forcesLeft = Integer.MAX_VALUE;

    /// Begins with what is in a folder, which is durable.
    PowerCutDisk(Path root) throws IOException {
        this.root = root;
        try (var files = Files.walk(root)) {
            for (var file : files.skip(1).toList()) {
                var inode = new Inode(Files.isDirectory(file));
                if (!inode.isFolder) {
                    inode.durable = Files.readAllBytes(file);
                }
                base.put(file, inode);
            }
        }
        current.putAll(base);
    }

    /// Calls `next` after each call that changes something, and no longer whom it called before.
    synchronized void listen(Listener next) {
        listener = next;
    }

    /// Makes the `n`-th force from now on fail, without effect.
    synchronized void failForce(int n) {
        forcesLeft = n;
    }

    /// Returns whether a force has failed.
    synchronized boolean hasFailed() {
        return forcesLeft <= 0;
    }

    @Override
    public synchronized <T> T run(DiskCall call, Query<T> step) throws IOException {
        if (call.kind() == Kind.STATEMENT || call.kind() == Kind.COMMIT || call.kind() == Kind.CONNECT) {
            throw new IllegalArgumentException("the database is not observed");
        }
        if ((call.kind() == Kind.FORCE || call.kind() == Kind.FORCE_FOLDER) && --forcesLeft == 0) {
            throw new IOException(call.path() + ": Input/output error");
        }
        var overwritten = call.target() == null ? call.path() : call.target();
        var before = call.kind() == Kind.MOVE || call.kind() == Kind.DELETE ? contentOf(overwritten) : null;
        var answer = step.run();
        record(call, before);
        if (call.kind().changesFiles()) {
            calls++;
            listener.changed(calls);
        }
        return answer;
    }

    private static byte @Nullable [] contentOf(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllBytes(file) : null;
    }

    private void record(DiskCall call, byte @Nullable [] before) throws IOException {
        var path = call.path();
        switch (call.kind()) {
            case CREATE -> set(path, new Inode(false));
            case CREATE_FOLDER -> set(path, new Inode(true));
            case OPEN -> {
                if (!current.containsKey(path)) { // made by a library that opens files by name
                    set(path, new Inode(Files.isDirectory(path)));
                }
            }
            case DELETE -> {
                forget(path, before);
                set(path, null);
            }
            case MOVE -> move(path, Objects.requireNonNull(call.target()), before);
            case FORCE -> inodeAt(path).durable = Files.readAllBytes(path);
            case FORCE_FOLDER -> {
                for (var change : changes) {
                    change.isDurable |= change.folders.contains(path);
                }
            }
            case READ, LIST, WRITE, TRUNCATE, STATEMENT, COMMIT, CONNECT -> {
                // no name changes and nothing becomes durable
            }
        }
    }

    private Inode inodeAt(Path path) {
        return Objects.requireNonNull(current.get(path), () -> path + " was never created");
    }

    private static Path folderOf(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private void set(Path path, @Nullable Inode inode) {
        var change = new Change();
        change.folders.add(folderOf(path));
        assign(change, path, inode);
        changes.add(change);
    }

    private void assign(Change change, Path path, @Nullable Inode inode) {
        change.names.put(path, inode);
        if (inode == null) {
            current.remove(path);
        } else {
            current.put(path, inode);
        }
    }

    private void forget(Path path, byte @Nullable [] content) {
        var inode = current.get(path);
        if (inode != null && content != null) {
            inode.last = content;
        }
    }

    private void move(Path from, Path to, byte @Nullable [] before) {
        forget(to, before);
        var change = new Change();
        change.folders.add(folderOf(from));
        change.folders.add(folderOf(to));
        for (var name : new ArrayList<>(current.keySet())) {
            if (name.startsWith(from)) {
                var inode = inodeAt(name);
                assign(change, name, null);
                assign(change, to.resolve(from.relativize(name)), inode);
            }
        }
        changes.add(change);
    }

    /// Decides what of the changes that are not durable a power cut keeps.
    interface Choice {

        /// Returns whether a change of names is kept.
        boolean keepsName();

        /// Returns how many of `bytes` that are not durable are kept.
        int keptOf(int bytes);
    }

    /// Writes the disk that a power cut now could leave into an empty folder, without the catalog.
    synchronized void writeImage(Path image, Choice choice) throws IOException {
        var names = new TreeMap<>(base);
        for (var change : changes) {
            if (change.isDurable || choice.keepsName()) {
                change.names.forEach((name, inode) -> {
                    if (inode == null) {
                        names.remove(name);
                    } else {
                        names.put(name, inode);
                    }
                });
            }
        }
        var paths = new HashMap<Inode, Path>();
        current.forEach((path, inode) -> paths.put(inode, path));
        for (var entry : names.entrySet()) { // a folder precedes what is in it
            var target = image.resolve(root.relativize(entry.getKey()));
            if (!Files.isDirectory(folderOf(target)) || isDatabase(target)) {
                continue;
            }
            if (entry.getValue().isFolder) {
                Files.createDirectory(target);
            } else {
                Files.write(target, contentOf(entry.getValue(), paths, choice));
            }
        }
    }

    private static boolean isDatabase(Path file) {
        return String.valueOf(file.getFileName()).startsWith("catalog.sqlite");
    }

    private static byte[] contentOf(Inode inode, Map<Inode, Path> paths, Choice choice) throws IOException {
        var path = paths.get(inode);
        var written = path != null && Files.isRegularFile(path) ? Files.readAllBytes(path) : inode.last;
        if (written == null || Arrays.equals(written, inode.durable)) {
            return inode.durable;
        }
        int same = Arrays.mismatch(written, inode.durable);
        int kept = same + choice.keptOf(written.length - same);
        if (kept == written.length) {
            return written;
        }
        var content = Arrays.copyOf(inode.durable, Math.max(kept, inode.durable.length));
        System.arraycopy(written, same, content, same, kept - same);
        return content;
    }
}
