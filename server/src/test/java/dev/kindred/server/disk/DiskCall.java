package dev.kindred.server.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A call of a program to its disk.
///
/// @param path the file or folder, as a path of the real file system
/// @param target where a move leads
record DiskCall(Kind kind, Path path, @Nullable Path target) {

    /// What a call does.
    enum Kind {
        OPEN,
        READ,
        LIST,
        CREATE,
        WRITE,
        TRUNCATE,
        FORCE,
        FORCE_FOLDER,
        CREATE_FOLDER,
        MOVE,
        DELETE,
        /// A statement of the database.
        STATEMENT,
        /// A commit of the database.
        COMMIT,
        /// A new connection to the database.
        CONNECT;

        /// Returns whether the call fails on a full disk.
        boolean needsSpace() {
            return switch (this) {
                case CREATE, WRITE, CREATE_FOLDER, MOVE, COMMIT -> true;
                case OPEN, READ, LIST, TRUNCATE, FORCE, FORCE_FOLDER, DELETE, STATEMENT, CONNECT -> false;
            };
        }

        /// Returns whether the call reads files.
        boolean reads() {
            return this == OPEN || this == READ || this == LIST;
        }

        /// Returns whether the call changes files or forces them.
        boolean changesFiles() {
            return switch (this) {
                case CREATE, WRITE, TRUNCATE, FORCE, FORCE_FOLDER, CREATE_FOLDER, MOVE, DELETE -> true;
                case OPEN, READ, LIST, STATEMENT, COMMIT, CONNECT -> false;
            };
        }
    }

    DiskCall(Kind kind, Path path) {
        this(kind, path, null);
    }
}
