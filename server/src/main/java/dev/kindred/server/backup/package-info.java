/// Backups of a data directory while a server runs, their restoration, and the verification of both. Commands use it;
/// it
/// must not depend on a running server.
@NullMarked
package dev.kindred.server.backup;

import org.jspecify.annotations.NullMarked;
