/// What the queue's jobs do. The one place besides serving where the catalog's names meet the engine's
/// indices; it answers no
/// request.
@NullMarked
package dev.kindred.server.task;

import org.jspecify.annotations.NullMarked;
