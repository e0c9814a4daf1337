/// Admission of work: how much of a kind runs at a time, who waits for it, and what is refused under overload. Knows
/// nothing of the work.
@NullMarked
package dev.kindred.server.admission;

import org.jspecify.annotations.NullMarked;
