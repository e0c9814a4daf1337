/// Memory-mapped files of named sections with a checksum. The content of the sections is defined by their users.
@NullMarked
package dev.kindred.engine.file;

import org.jspecify.annotations.NullMarked;
