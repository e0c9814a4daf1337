/// Files of named sections with a checksum, read by memory map. Knows nothing of what the sections
/// mean.
@NullMarked
package dev.kindred.engine.file;

import org.jspecify.annotations.NullMarked;
