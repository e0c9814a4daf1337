package dev.kindred.server.disk;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A piece of work that a fault of the disk may interrupt.
///
/// @param start begins the work; it may be refused
/// @param isDone whether the work ended well, asked when no job runs
/// @param check what holds after the work ended well, or did not
/// @param isRepeatable whether the same request is to succeed after a failure, and not one of another name
record Trial(Runnable start, BooleanSupplier isDone, Consumer<Boolean> check, boolean isRepeatable) {

    Trial(Runnable start, BooleanSupplier isDone, Consumer<Boolean> check) {
        this(start, isDone, check, false);
    }

    Trial(Runnable start, BooleanSupplier isDone) {
        this(start, isDone, _ -> {}, false);
    }

    /// Returns this work, whose request can be repeated.
    Trial repeatable() {
        return new Trial(start, isDone, check, true);
    }
}
