/// A disk that fails, and the disks that a power cut could leave. The product opens every file through the file system
/// of its data directory; these tests give it another one.
@NullMarked
package dev.kindred.server.disk;

import org.jspecify.annotations.NullMarked;
