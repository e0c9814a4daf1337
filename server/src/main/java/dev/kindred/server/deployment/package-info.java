/// Models as they are served: opened from their files, tied to the live data of a dataset group, and replaced as a
/// whole. It trains nothing and answers no request.
@NullMarked
package dev.kindred.server.deployment;

import org.jspecify.annotations.NullMarked;
